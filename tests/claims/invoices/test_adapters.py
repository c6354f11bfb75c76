"""The small parts of the readers: XML, hOCR, geometry, the JSON of a reading."""

import json

import pytest
from PIL import Image, ImageDraw

from claims.invoices.codec import reading_as_json, reading_from_json
from claims.invoices.readers.hocr import words_of
from claims.invoices.readers.text import is_usable
from claims.invoices.readers.xml import fields_of
from claims.invoices.reading import FieldName, Source
from claims.invoices.straighten import sheet_corners, straightened, tilt_of
from tests.claims.invoices.pages import INVOICE, page_of, reading_from

XML = """<rsm:CrossIndustryInvoice xmlns:rsm="urn:r" xmlns:ram="urn:a" xmlns:udt="urn:u">
<rsm:ExchangedDocument><ram:ID>F-1</ram:ID><ram:IssueDateTime>
<udt:DateTimeString format="102">20260312</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<ram:SellerTradeParty><ram:Name>Atelier</ram:Name>
<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">73282932000074</ram:ID></ram:SpecifiedLegalOrganization>
</ram:SellerTradeParty><ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:GrandTotalAmount>186</ram:GrandTotalAmount>
<ram:DuePayableAmount>136.00</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</rsm:CrossIndustryInvoice>"""


def test_the_fields_of_a_cross_industry_invoice_are_in_normal_form() -> None:
    found = {name: read.value for name, read in fields_of(XML.encode()).items()}
    assert found == {
        FieldName.NUMBER: "F-1",
        FieldName.ISSUED_ON: "2026-03-12",
        FieldName.SELLER_NAME: "Atelier",
        FieldName.SIRET: "73282932000074",
        FieldName.TOTAL_INCL_VAT: "186.00",
        FieldName.AMOUNT_DUE: "136.00",
    }


@pytest.mark.parametrize(
    "content",
    [
        b"not xml",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x><ExchangedDocument><ID>&f;</ID></ExchangedDocument></x>',
        XML.replace("20260312", "20261399").replace("F-1", " ").replace("186", "many").replace("136.00", "").encode(),
    ],
)
def test_a_hostile_or_malformed_xml_states_none_of_it(content: bytes) -> None:
    stated = set(fields_of(content))
    assert stated <= {FieldName.SELLER_NAME, FieldName.SIRET}


def test_hocr_gives_words_with_boxes_and_confidence() -> None:
    hocr = b"""<html xmlns="http://www.w3.org/1999/xhtml"><body><span class='ocr_line'>
    <span class='ocrx_word' title='bbox 10 20 50 40; x_wconf 91'>Total</span>
    <span class='ocrx_word' title='bbox 60 20 90 40; x_wconf 7'> </span></span></body></html>"""
    (word,) = words_of(hocr)
    assert (word.text, word.box, word.confidence) == ("Total", (10, 20, 50, 40), 0.91)


def test_a_stray_stamp_or_garbage_is_no_text_layer() -> None:
    assert is_usable(page_of(INVOICE).words)
    assert not is_usable(page_of("Scanned by App").words)
    assert not is_usable(page_of("\u2592\u2593\u2588\u2591 " * 40).words)


def test_a_reading_survives_json() -> None:
    reading = reading_from(INVOICE, INVOICE, source=Source.OCR, stated={FieldName.NUMBER: "F-1"})
    back = reading_from_json(json.loads(json.dumps(reading_as_json(reading))))
    assert reading_as_json(back) == reading_as_json(reading)
    assert back.fields[FieldName.NUMBER] == reading.fields[FieldName.NUMBER]
    assert [page.words[0].text for page in back.pages] == [page.words[0].text for page in reading.pages]
    assert back.stated.keys() == {FieldName.NUMBER}


def lined_sheet() -> Image.Image:
    """A white sheet of text-like bars."""
    sheet = Image.new("RGB", (600, 800), "white")
    draw = ImageDraw.Draw(sheet)
    for line in range(12):
        draw.rectangle((60, 80 + line * 50, 520, 92 + line * 50), fill="black")
    return sheet


def test_a_sheet_on_a_coloured_table_is_found_and_cut_out() -> None:
    photo = Image.new("RGB", (800, 1000), (90, 40, 110))
    photo.paste(lined_sheet(), (100, 120))
    corners = sheet_corners(photo)
    assert corners is not None
    for (x, y), (near_x, near_y) in zip(corners, [(100, 120), (700, 120), (700, 920), (100, 920)], strict=True):
        assert abs(x - near_x) < 8
        assert abs(y - near_y) < 8
    straight = straightened(photo)
    assert straight.is_photo
    assert abs(straight.image.width / straight.image.height - 600 / 800) < 0.02


def test_a_page_that_fills_the_picture_is_no_photo_and_keeps_its_pixels() -> None:
    page = lined_sheet().resize((1200, 1600))
    assert sheet_corners(page) is None
    straight = straightened(page)
    assert not straight.is_photo
    assert straight.image.size == page.size


@pytest.mark.parametrize("turn", [-2.0, 1.0, 3.0])
def test_a_tilted_page_is_levelled(turn: float) -> None:
    tilted = lined_sheet().convert("L").rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    assert abs(tilt_of(tilted) + turn) <= 0.2
