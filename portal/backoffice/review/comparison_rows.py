"""Declared beside read, in the officer's words: each row with its verdict, the reader's confidence, its place."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.controls.comparison import ComparisonRow, comparison
from claims.invoices.reading import FieldName, Reading
from claims.invoices.verification.evidence import Verdict
from claims.labels import shown_value
from claims.models import Claim
from claims.services.facts import facts_of
from portal.backoffice.review.page_boxes import BoxBook

_LABELS: dict[FieldName, Promise] = {
    FieldName.NUMBER: _("Invoice number"),
    FieldName.ISSUED_ON: _("Date of the invoice"),
    FieldName.SIRET: _("SIRET"),
    FieldName.SELLER_NAME: _("Seller"),
    FieldName.CUSTOMER_NAME: _("Customer"),
    FieldName.PRODUCT: _("Product"),
    FieldName.BRAND: _("Brand"),
    FieldName.IDENTIFIER: _("IMEI or serial number"),
    FieldName.TOTAL_INCL_VAT: _("Total before the bonus"),
    FieldName.BONUS: _("Bonus"),
    FieldName.AMOUNT_DUE: _("Left to pay"),
}
_WORDS: dict[Verdict | None, tuple[Promise, str]] = {
    Verdict.MATCH: (_("Agrees"), "good"),
    Verdict.NEAR: (_("Not sure"), "wait"),
    Verdict.CONFLICT: (_("Differs"), "bad"),
    Verdict.ABSENT: (_("Not found"), "wait"),
    None: (_("Not compared"), "calm"),
}
# What is left to pay is judged by the document's own sums: whether its bonus was taken off its total.
_WORDS_OF_DEDUCTION: dict[Verdict | None, Promise] = {
    Verdict.MATCH: _("Deducted"),
    Verdict.CONFLICT: _("Not deducted"),
}
_DOUBTFUL_FIRST = {"bad": 0, "wait": 1}


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One line of the table. `confidence` is in per cent, None when the value was not read by itself."""

    label: str
    declared: str
    read: str
    verdict: str
    tone: str
    confidence: int | None
    box: str


def compared_rows(claim: Claim, reading: Reading | None, boxes: BoxBook) -> list[ComparedRow]:
    """The table for the claim as it is declared now, what does not agree on top, its places entered into `boxes`."""
    rows = [
        _line(row, claim, reading, boxes) for row in comparison(facts_of(claim, reading)) if row.declared or row.read
    ]
    return sorted(rows, key=lambda row: _DOUBTFUL_FIRST.get(row.tone, len(_DOUBTFUL_FIRST)))


def _line(row: ComparisonRow, claim: Claim, reading: Reading | None, boxes: BoxBook) -> ComparedRow:
    words, tone = _WORDS[row.verdict]
    if row.field is FieldName.AMOUNT_DUE:
        words = _WORDS_OF_DEDUCTION.get(row.verdict, words)
    label = str(_LABELS.get(row.field, row.field))
    return ComparedRow(
        label=label,
        declared=str(claim.product) if row.field is FieldName.PRODUCT else shown_value(row.field, row.declared),
        read=shown_value(row.field, row.read),
        verdict=str(words),
        tone=tone,
        confidence=_confidence(row, reading),
        box=boxes.name_of(row.box, tone, label),
    )


def _confidence(row: ComparisonRow, reading: Reading | None) -> int | None:
    field = reading.fields.get(row.field) if reading else None
    return round(field.confidence * 100) if field and row.read and row.read in (field.value, field.text) else None
