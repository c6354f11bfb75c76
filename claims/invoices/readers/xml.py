"""Reads the invoice embedded in a PDF for machines: Factur-X, ZUGFeRD, XRechnung (UN/CEFACT Cross Industry Invoice)."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pikepdf
from lxml import etree

from claims.invoices.limits import XML_BYTES
from claims.invoices.reading import FieldName, ReadField, Source

_FILE_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml"})

_HEADER = "//*[local-name()='ExchangedDocument' or local-name()='HeaderExchangedDocument']"
_SELLER = "//*[local-name()='SellerTradeParty']"
_BUYER = "//*[local-name()='BuyerTradeParty']"
_SUMS = "//*[starts-with(local-name(),'SpecifiedTradeSettlement') and contains(local-name(),'MonetarySummation')]"
# SIRET numbers carry the ISO 6523 scheme 0002; some writers put them without a scheme.
_PATHS: dict[FieldName, str] = {
    FieldName.NUMBER: f"{_HEADER}/*[local-name()='ID']",
    FieldName.ISSUED_ON: "//*[local-name()='IssueDateTime']//*[local-name()='DateTimeString']",
    FieldName.SELLER_NAME: f"{_SELLER}/*[local-name()='Name']",
    FieldName.SIRET: f"{_SELLER}//*[local-name()='SpecifiedLegalOrganization']/*[local-name()='ID']",
    FieldName.VAT_NUMBER: f"{_SELLER}//*[local-name()='SpecifiedTaxRegistration']/*[local-name()='ID'][@schemeID='VA']",
    FieldName.CUSTOMER_NAME: f"{_BUYER}/*[local-name()='Name']",
    FieldName.TOTAL_EXCL_VAT: f"{_SUMS}/*[local-name()='TaxBasisTotalAmount']",
    FieldName.VAT_AMOUNT: f"{_SUMS}/*[local-name()='TaxTotalAmount']",
    FieldName.TOTAL_INCL_VAT: f"{_SUMS}/*[local-name()='GrandTotalAmount']",
    FieldName.AMOUNT_DUE: f"{_SUMS}/*[local-name()='DuePayableAmount']",
}
_AMOUNTS = frozenset(
    {FieldName.TOTAL_EXCL_VAT, FieldName.VAT_AMOUNT, FieldName.TOTAL_INCL_VAT, FieldName.AMOUNT_DUE, FieldName.BONUS}
)


class EmbeddedXmlReader:
    """The fields of an embedded Cross Industry Invoice; a block too large, hostile or foreign states nothing."""

    source = Source.XML

    def read(self, path: Path) -> Mapping[FieldName, ReadField]:
        """The fields that the embedded XML states, in normal form."""
        content = embedded_xml(path)
        return {} if content is None else fields_of(content)


def embedded_xml(path: Path) -> bytes | None:
    """The bytes of the first attachment that bears the name of an electronic invoice; at most 5 MB, else None."""
    try:
        with pikepdf.open(path) as pdf:
            for name, attachment in pdf.attachments.items():
                if name.lower() in _FILE_NAMES:
                    return _bytes_within_limit(attachment)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, KeyError, TypeError, RuntimeError):
        return None
    return None


def fields_of(content: bytes) -> Mapping[FieldName, ReadField]:
    """The fields of a Cross Industry Invoice. Entities are not resolved and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    if b"<!DOCTYPE" in content:
        return {}
    fields = {}
    for name, path in _PATHS.items():
        for text in _texts(root, path):
            value = _normal(name, text)
            if value:
                fields[name] = ReadField(value=value, text=text, confidence=1.0)
                break
    return fields


def _bytes_within_limit(attachment: pikepdf.AttachedFileSpec) -> bytes | None:
    # The stated size comes from the file, so the content is measured too; the child's own limits stop a bomb.
    stated = attachment.get_file().size
    if stated is not None and stated > XML_BYTES:
        return None
    content = attachment.get_file().read_bytes()
    return content if len(content) <= XML_BYTES else None


def _texts(root: etree._Element, path: str) -> Iterator[str]:
    found = root.xpath(path)
    for element in found if isinstance(found, list) else ():
        text = getattr(element, "text", None)
        if isinstance(text, str) and text.strip():
            yield text.strip()


def _normal(name: FieldName, text: str) -> str:
    if name in _AMOUNTS:
        try:
            return str(Decimal(text).quantize(Decimal("0.01")))
        except InvalidOperation:
            return ""
    if name is FieldName.ISSUED_ON:
        digits = text[:10].replace("-", "")
        try:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])).isoformat()
        except ValueError:
            return ""
    if name is FieldName.SIRET:
        digits = "".join(text.split())
        return digits if digits.isdecimal() and len(digits) == 14 else ""
    if name is FieldName.VAT_NUMBER:
        return "".join(text.split()).upper()
    return " ".join(text.split())
