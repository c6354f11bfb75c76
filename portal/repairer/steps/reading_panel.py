"""What was read on the invoice beside what is declared, while the claim is still a draft.

The same comparison and the same controls as after sending, so that nothing that can be corrected here is found later.
A value that was filled in from the invoice would be compared with itself: it stays to be checked by a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.controls.base import Finding
from claims.controls.comparison import ComparisonRow, comparison
from claims.controls.registry import DOCUMENT_CONTROLS, run_controls
from claims.finding_texts import finding_sentence
from claims.invoices.reading import FieldName, Reading
from claims.invoices.verification.evidence import Verdict
from claims.labels import Audience, shown_value
from claims.models import Claim
from claims.services.facts import facts_of
from portal.repairer.steps.sequence import Step, anchor_of_field, step_of_field

# A claim seen before is no business of the page: another repairer's must not be told, one's own is an open point.
_SHOWN_CONTROLS = frozenset(control.code for control in DOCUMENT_CONTROLS) - {"duplicate"}

_LABELS: dict[FieldName, Promise] = {
    FieldName.NUMBER: gettext_lazy("Invoice number"),
    FieldName.ISSUED_ON: gettext_lazy("Date of the invoice"),
    FieldName.TOTAL_INCL_VAT: gettext_lazy("Total before the bonus"),
    FieldName.BONUS: gettext_lazy("Bonus"),
    FieldName.AMOUNT_DUE: gettext_lazy("Left to pay by the customer"),
    FieldName.IDENTIFIER: gettext_lazy("IMEI or serial number"),
    FieldName.BRAND: gettext_lazy("Brand"),
    FieldName.PRODUCT: gettext_lazy("Product"),
    FieldName.CUSTOMER_NAME: gettext_lazy("Customer"),
    FieldName.SIRET: gettext_lazy("SIRET of the workshop"),
}
_PATHS = {
    FieldName.NUMBER: "invoice_number",
    FieldName.ISSUED_ON: "invoiced_on",
    FieldName.TOTAL_INCL_VAT: "total_incl_vat",
    FieldName.IDENTIFIER: "identifier",
    FieldName.BRAND: "brand",
}
_FIELDS = {path: name for name, path in _PATHS.items()}
_FILLED_PATHS = {**_PATHS, FieldName.CUSTOMER_NAME: "customer.last_name"}
_FILLED_WORDS: dict[str, Promise] = {
    "invoice_number": gettext_lazy("invoice number"),
    "invoiced_on": gettext_lazy("date"),
    "total_incl_vat": gettext_lazy("total"),
    "identifier": gettext_lazy("IMEI or serial number"),
    "customer.last_name": gettext_lazy("customer’s name"),
}
_WORDS: dict[Verdict | None, tuple[Promise, str]] = {
    Verdict.MATCH: (gettext_lazy("Agrees"), "good"),
    Verdict.NEAR: (gettext_lazy("Not sure"), "wait"),
    Verdict.CONFLICT: (gettext_lazy("Differs"), "bad"),
    Verdict.ABSENT: (gettext_lazy("Not found"), "wait"),
    None: (gettext_lazy("To fill in"), "calm"),
}
_TO_CHECK = (gettext_lazy("To check"), "wait")


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One line of the panel, in the words of the reader's language.

    `path` is the claim's field when a button may put the value read there, else empty; `tone` is a kind of status.
    """

    label: str
    declared: str
    read: str
    verdict: str
    tone: str
    path: str


@dataclass(frozen=True, slots=True)
class FilledField:
    """A field that was filled in from the invoice: its name within a sentence, and where it stands."""

    words: str
    step: Step
    href: str


@dataclass(frozen=True, slots=True)
class PanelResult:
    """What a finished reading has to say: the table, and a sentence for each finding that tells how to correct it.

    `filled` are the fields, on any step, whose value was taken from the invoice and that nobody has checked yet.
    """

    fields: list[ComparedField]
    filled: list[FilledField]
    sentences: list[str]
    is_readable: bool

    @property
    def is_sound(self) -> bool:
        """True when the document gives no reason for a question."""
        return self.is_readable and not self.sentences and not self.filled


def panel_result(claim: Claim, reading: Reading) -> PanelResult:
    """Compare the draft with its invoice."""
    facts = facts_of(claim, reading)
    rows = {row.field: row for row in comparison(facts)}
    findings: list[Finding] = run_controls(facts, _SHOWN_CONTROLS) if reading.readable else []
    sentences = [str(finding_sentence(finding, Audience.REPAIRER)) for finding in findings]
    return PanelResult(
        fields=[
            _line(claim, rows[name]) for name in _LABELS if name in rows and (rows[name].declared or rows[name].read)
        ],
        filled=[
            FilledField(str(words), step, f"{step.url(claim)}#{anchor_of_field(path)}")
            for path, words in _FILLED_WORDS.items()
            if path in claim.prefilled_fields and (step := step_of_field(path))
        ],
        sentences=list(dict.fromkeys([*sentences, *_sentences_on_the_customer(rows)])),
        is_readable=reading.readable,
    )


def value_read(claim: Claim, reading: Reading, path: str) -> str | None:
    """The value that the panel shows as read for this field of the claim, in normal form; None when there is none."""
    name = _FIELDS.get(path)
    if name is None:
        return None
    rows = {row.field: row for row in comparison(facts_of(claim, reading))}
    return rows[name].read or None if name in rows else None


def _names_another_customer(row: ComparisonRow) -> bool:
    """No control asks for the customer's name, but the repairer can see at once which of the two is right."""
    return row.field is FieldName.CUSTOMER_NAME and row.verdict is Verdict.ABSENT and bool(row.read)


def _sentences_on_the_customer(rows: Mapping[FieldName, ComparisonRow]) -> list[str]:
    row = rows[FieldName.CUSTOMER_NAME]
    if not _names_another_customer(row):
        return []
    return [_("The customer named on the invoice is not the declared one: it says %(name)s.") % {"name": row.read}]


def _line(claim: Claim, row: ComparisonRow) -> ComparedField:
    words, tone = _WORDS[Verdict.CONFLICT if _names_another_customer(row) else row.verdict]
    if row.verdict is Verdict.MATCH and _FILLED_PATHS.get(row.field) in claim.prefilled_fields:
        words, tone = _TO_CHECK
    can_be_taken = bool(row.read) and row.verdict is not Verdict.MATCH
    return ComparedField(
        label=str(_LABELS[row.field]),
        declared=claim.product.name
        if row.field is FieldName.PRODUCT and claim.product
        else shown_value(row.field, row.declared),
        read=shown_value(row.field, row.read),
        verdict=str(words),
        tone=tone,
        path=_PATHS.get(row.field, "") if can_be_taken else "",
    )
