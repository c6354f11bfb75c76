"""What a reading yields: plain values that the controls, the screens and the evaluation share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """Where the values came from, cheapest first."""

    XML = "xml"
    TEXT = "text"
    OCR = "ocr"


class DocumentKind(StrEnum):
    """What the document says that it is."""

    INVOICE = "invoice"
    QUOTE = "quote"
    REPAIR_ORDER = "repair-order"
    DELIVERY_NOTE = "delivery-note"
    CREDIT_NOTE = "credit-note"
    UNKNOWN = "unknown"


class FieldName(StrEnum):
    """The fields that a reading looks for on an invoice."""

    NUMBER = "number"
    ISSUED_ON = "issued_on"
    SELLER_NAME = "seller_name"
    SIRET = "siret"
    SIREN = "siren"
    VAT_NUMBER = "vat_number"
    CUSTOMER_NAME = "customer_name"
    PRODUCT = "product"
    BRAND = "brand"
    IDENTIFIER = "identifier"
    TOTAL_EXCL_VAT = "total_excl_vat"
    VAT_AMOUNT = "vat_amount"
    TOTAL_INCL_VAT = "total_incl_vat"
    BONUS = "bonus"
    AMOUNT_DUE = "amount_due"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page (counted from 1); edges are fractions, 0 to 1, of its width and height, origin top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands on a page, with the reader's confidence from 0 to 1."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of one page in reading order; width and height in pixels or points (only their ratio matters)."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class ReadField:
    """One value found: `value` in normal form (ISO date, plain decimal, digits only), `text` as printed."""

    value: str
    text: str
    confidence: float
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading the files of one invoice.

    `fields` holds only what was found. `customer_is_business` is None when the page does not tell.
    `readable` is False when too little text was found to judge the document. `pages` is the whole text, for
    verification of declared values that extraction missed; a page may come several times, once for each look that an
    engine took at it, the best first. `stated` holds what an embedded XML says, whatever the page says.
    """

    source: Source
    kind: DocumentKind
    pages: tuple[PageText, ...]
    fields: Mapping[FieldName, ReadField] = field(default_factory=dict)
    customer_is_business: bool | None = None
    readable: bool = True
    stated: Mapping[FieldName, ReadField] = field(default_factory=dict)
