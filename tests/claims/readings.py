"""Readings as values, for tests of what follows from them."""

from claims.invoices.reading import DocumentKind, FieldName, ReadField, Reading, Source


def reading(*, confidence: float = 1.0, customer_is_business: bool | None = False, **fields: str) -> Reading:
    """A reading that found these fields (by the names of `FieldName`), all with one confidence."""
    return Reading(
        source=Source.TEXT,
        kind=DocumentKind.INVOICE,
        pages=(),
        fields={FieldName(name): ReadField(value, value, confidence) for name, value in fields.items()},
        customer_is_business=customer_is_business,
    )
