# ruff: noqa: E501 - markup and word lists read better unbroken
"""From a drawn page to files: the PDF of the browser, a scan of it, a photo of it, a PDF with XML inside."""

import io
import math
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

_XML = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocument><ram:ID>{number}</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime><udt:DateTimeString format="102">{day}</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>{seller}</ram:Name>{legal}{tax}</ram:SellerTradeParty><ram:BuyerTradeParty><ram:Name>{customer}</ram:Name></ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>{total_excl:.2f}</ram:TaxBasisTotalAmount><ram:TaxTotalAmount currencyID="EUR">{vat_amount:.2f}</ram:TaxTotalAmount><ram:GrandTotalAmount>{total_incl:.2f}</ram:GrandTotalAmount><ram:DuePayableAmount>{due:.2f}</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def save_pdf(content: bytes, path: Path, xml: bytes | None = None) -> None:
    """Saves the PDF without the day on which it was made; `xml` is attached as factur-x.xml."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for key in ("/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        if xml is not None:
            attachment = pikepdf.AttachedFileSpec(pdf, xml, mime_type="text/xml")
            attachment.relationship = pikepdf.Name("/Data")
            pdf.attachments["factur-x.xml"] = attachment
        pdf.save(path, deterministic_id=True)


def xml_of(invoice: dict[str, Any]) -> bytes:
    """The invoice for machines, as far as the fields of the corpus go."""
    legal = f'<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">{invoice["siret"]}</ram:ID></ram:SpecifiedLegalOrganization>'
    tax = (
        f'<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{invoice["vat"]}</ram:ID></ram:SpecifiedTaxRegistration>'
    )
    words = {key: str(invoice[key]).replace("&", "&amp;") for key in ("number", "seller", "customer")}
    numbers = {key: invoice[key] for key in ("total_excl", "vat_amount", "total_incl", "due")}
    text = _XML.format(
        **words, **numbers, day=invoice["date"].replace("-", ""),
        legal=legal if invoice["siret"] else "", tax=tax if invoice["vat"] else "",
    )  # fmt: skip
    return text.encode()


def pages_of(content: bytes, dpi: int) -> list[Image.Image]:
    """The pages as pictures."""
    pdf = pypdfium2.PdfDocument(content)
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in pdf]


def save_scan(content: bytes, path: Path, rng: Random, *, spoiled: bool = False) -> None:
    """A PDF of scanned pages: grey or colour, a little skewed, with grain."""
    dpi = 50 if spoiled else rng.choice((150, 200, 200, 300))
    grey, angle = rng.random() < 0.6, rng.uniform(-1.2, 1.2)
    pages = []
    for page in pages_of(content, dpi):
        page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
        page = page.filter(ImageFilter.GaussianBlur(2.2 if spoiled else rng.uniform(0.2, 0.5) * dpi / 150))
        page = _grained(page, rng, 5)
        pages.append(page.convert("L") if grey else page)
    pages[0].save(path, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=80)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.docinfo
        pdf.save(path, deterministic_id=True)


def save_photo(content: bytes, path: Path, rng: Random, *, spoiled: bool = False) -> None:
    """A photo of the first page: table beneath, perspective, uneven light, sometimes turned without a note of it."""
    page = pages_of(content, 220)[0]
    width, height = page.size
    margin = int(0.07 * max(width, height))
    bend = 0.035 * min(width, height)
    corners = [
        (x + margin + rng.uniform(-bend, bend), y + margin + rng.uniform(-bend, bend))
        for x, y in ((0, 0), (width, 0), (width, height), (0, height))
    ]
    size = (width + 2 * margin, height + 2 * margin)
    sources = [(0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))]
    warp = _coefficients(corners, sources)
    table = Image.new("RGB", size, rng.choice(((92, 70, 52), (60, 62, 66), (140, 122, 100))))
    paper = page.transform(size, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BICUBIC)
    mask = Image.new("L", page.size, 255).transform(size, Image.Transform.PERSPECTIVE, warp)
    table.paste(paper, (0, 0), mask)
    light = Image.linear_gradient("L").rotate(rng.choice((0, 90, 180, 270))).resize(size)
    light = light.point([int(150 + value * 105 / 255) for value in range(256)])
    if rng.random() < 0.5:
        shade = Image.new("L", size, 255)
        at = rng.uniform(0.2, 0.8) * size[0]
        ImageDraw.Draw(shade).polygon([(at, 0), (size[0], 0), (size[0], size[1]), (at * 0.7, size[1])], fill=185)
        light = ImageChops.multiply(light, shade.filter(ImageFilter.GaussianBlur(40)))
    photo = ImageChops.multiply(table, Image.merge("RGB", (light,) * 3))
    photo = photo.filter(ImageFilter.GaussianBlur(14 if spoiled else rng.uniform(0.4, 1.0)))
    photo = _grained(photo, rng, 7)
    turn = rng.choice((0, 0, 0, 0, 0, 90, 180, 270))
    photo = photo.rotate(turn, expand=True) if turn else photo
    photo.save(path, "JPEG", quality=rng.randint(70, 90))


def _grained(image: Image.Image, rng: Random, strength: int) -> Image.Image:
    """Grain from a small tile of seeded noise."""
    side = 256
    tile = Image.frombytes(
        "L", (side, side), bytes(min(255, max(0, int(rng.gauss(128, strength)))) for _ in range(side * side))
    )
    noise = Image.new("L", image.size)
    for x in range(0, image.width, side):
        for y in range(0, image.height, side):
            noise.paste(tile, (x, y))
    return ImageChops.add(image, Image.merge("RGB", (noise,) * 3), scale=1, offset=-128)


def _coefficients(target: list[tuple[float, float]], source: list[tuple[float, float]]) -> list[float]:
    """The eight numbers of the perspective that takes target points back to source points (Gauss elimination)."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        best = max(range(at, 8), key=lambda row: math.fabs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(8):
            if other != at:
                factor = rows[other][at]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[at], strict=True)]
    return [row[8] for row in rows]
