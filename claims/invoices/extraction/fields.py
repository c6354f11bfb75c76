"""All fields of a document at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claims.invoices.extraction.amounts import amount_fields
from claims.invoices.extraction.days import day_fields
from claims.invoices.extraction.device import device_fields
from claims.invoices.extraction.identifiers import identifier_fields
from claims.invoices.extraction.kind import kind_of_document
from claims.invoices.extraction.layout import all_rows
from claims.invoices.extraction.numbers import number_fields
from claims.invoices.extraction.parties import party_fields
from claims.invoices.reading import DocumentKind, FieldName, PageText, ReadField

# Without these a claim cannot be checked; when all are there and sure, no further look is needed.
KEY_FIELDS = (
    FieldName.NUMBER,
    FieldName.ISSUED_ON,
    FieldName.SIRET,
    FieldName.IDENTIFIER,
    FieldName.TOTAL_INCL_VAT,
    FieldName.BONUS,
    FieldName.AMOUNT_DUE,
)
_SURE = 0.75
_AGREED = 0.8
_CLEARLY_SURER = 0.05


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one way of looking at the pages yields."""

    kind: DocumentKind
    fields: dict[FieldName, ReadField] = field(default_factory=dict)
    customer_is_business: bool | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every key field was found with enough confidence that looking again would not pay."""
        return all(name in self.fields and self.fields[name].confidence >= _SURE for name in KEY_FIELDS)


def extract(pages: Sequence[PageText]) -> Extraction:
    """The fields of the pages of one document, each page given once."""
    rows = all_rows(pages)
    parties, business = party_fields(rows)
    return Extraction(
        kind=kind_of_document(rows),
        fields={
            **number_fields(rows),
            **day_fields(rows),
            **identifier_fields(rows),
            **parties,
            **device_fields(rows),
            **amount_fields(rows),
        },
        customer_is_business=business,
    )


def merged(extractions: Sequence[Extraction]) -> Extraction:
    """Several looks at one document as one: for each field the surest value, the earlier look of equals.

    A value that two looks agree on is sure enough.
    """
    first = extractions[0]
    fields = dict(first.fields)
    for other in extractions[1:]:
        for name, found in other.fields.items():
            known = fields.get(name)
            if known is not None and known.value == found.value:
                fields[name] = replace(known, confidence=max(known.confidence, found.confidence, _AGREED))
            elif known is None or found.confidence > known.confidence + _CLEARLY_SURER:
                fields[name] = found
    kind = next((look.kind for look in extractions if look.kind is not DocumentKind.UNKNOWN), DocumentKind.UNKNOWN)
    business = next((look.customer_is_business for look in extractions if look.customer_is_business is not None), None)
    return Extraction(kind, fields, business)
