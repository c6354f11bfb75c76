"""Boxes on the pictures: they lie where the words are, once each, in the worst colour that somebody gave them."""

from pathlib import Path

from fpdf import FPDF

from claims.invoices.files import FileKind
from claims.invoices.readers.base import PageToRead
from claims.invoices.readers.text import TextLayerReader
from claims.invoices.reading import Box
from claims.invoices.rendering import opened
from portal.backoffice.review.page_boxes import BoxBook, DrawnPage, _drawn


def test_the_words_of_a_pdf_whose_page_inherits_its_size_are_under_their_boxes(tmp_path: Path):
    """Fpdf2, like other programs, writes the size of the pages once for all of them."""
    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=14)
    for text in ("FACTURE F2026-1234", "Total TTC 180,00 EUR", "SIRET 52084173500019 avec assez de texte pour lire"):
        pdf.cell(0, 30, text, new_x="LMARGIN", new_y="NEXT")
    file = tmp_path / "invoice.pdf"
    file.write_bytes(bytes(pdf.output()))
    with opened(file, FileKind.PDF) as document:
        picture = document.raster(0, 100).convert("L")
        (page,) = TextLayerReader().read([PageToRead(number=1, index=0, document=document)], tmp_path)
    words = page.words
    assert len(words) > 10
    for word in words:
        box = word.box
        left, right = int(box.left * picture.width), int(box.right * picture.width) + 1
        top, bottom = int(box.top * picture.height), int(box.bottom * picture.height) + 1
        darkest, _lightest = picture.crop((left, top, right, bottom)).getextrema()
        assert darkest < 128, word.text


def test_one_place_is_framed_once_in_the_worst_tone():
    book = BoxBook()
    place = Box(1, 0.1, 0.1, 0.2, 0.2)
    first = book.name_of(place, "good", "Total")
    assert book.name_of(place, "bad", "Total differs") == first
    assert book.name_of(place, "info", "Total") == first
    assert book.name_of(Box(2, 0.1, 0.1, 0.2, 0.2), "good", "Date") != first
    assert book.name_of(None, "bad", "Nowhere") == ""
    (_name, _box, tone, titles), _other = book._boxes.values()
    assert (tone, titles) == ("bad", ["Total", "Total differs"])


def test_a_box_is_drawn_in_the_pixels_of_the_picture_with_a_margin():
    drawn = _drawn(DrawnPage(1, 1000, 2000), "box-1", Box(1, 0.1, 0.2, 0.3, 0.25), "bad", ["Total"])
    assert (drawn.x, drawn.y, drawn.width, drawn.height) == (96, 392, 208, 116)
