"""The table that an officer sees: what was declared, what was read, and whether they agree."""

from dataclasses import dataclass

from claims.controls.base import ClaimFacts
from claims.controls.evidence import Verdicts, verdicts_on
from claims.invoices.extraction.folding import compact
from claims.invoices.reading import Box, FieldName
from claims.invoices.verification.evidence import Verdict, Verification
from claims.invoices.verification.values import verify_words


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One field: the declared and the read value in normal form, the verdict, and the place on the page.

    `verdict` is None when nothing was declared, or when there is no readable document to compare with.
    """

    field: FieldName
    declared: str
    read: str
    verdict: Verdict | None
    box: Box | None


def comparison(facts: ClaimFacts) -> list[ComparisonRow]:
    """The rows for every declared field, then what is left to pay."""
    verdicts = verdicts_on(facts)
    declared = facts.declaration
    rows = [
        _row(facts, FieldName.NUMBER, declared.invoice_number, verdicts.number if verdicts else None),
        _row(
            facts,
            FieldName.ISSUED_ON,
            declared.invoiced_on.isoformat() if declared.invoiced_on else "",
            verdicts.day if verdicts else None,
        ),
        _row(facts, FieldName.SIRET, declared.siret, verdicts.seller if verdicts else None),
        _row(facts, FieldName.SELLER_NAME, *_named(verdicts, declared.seller_names)),
        _row(facts, FieldName.CUSTOMER_NAME, *_named(verdicts, (declared.customer_last_name,))),
        _row(facts, FieldName.PRODUCT, *_named(verdicts, declared.product_names)),
        _row(facts, FieldName.BRAND, *_named(verdicts, (declared.brand,))),
        _row(facts, FieldName.IDENTIFIER, declared.identifier, verdicts.identifier if verdicts else None),
        _row(facts, FieldName.TOTAL_INCL_VAT, _amount(declared.total_incl_vat), verdicts.total if verdicts else None),
        _row(facts, FieldName.BONUS, _amount(declared.bonus), verdicts.bonus if verdicts else None),
    ]
    if declared.total_incl_vat is not None and declared.bonus is not None:
        due = declared.total_incl_vat - declared.bonus
        rows.append(_row(facts, FieldName.AMOUNT_DUE, _amount(due), verdicts.deduction if verdicts else None))
    return rows


def _named(verdicts: Verdicts | None, names: tuple[str, ...]) -> tuple[str, Verification | None]:
    given = [name for name in names if compact(name)]
    if not given:
        return "", None
    return given[0], verify_words(verdicts.evidence, given) if verdicts else None


def _row(facts: ClaimFacts, field: FieldName, declared: str, verification: Verification | None) -> ComparisonRow:
    extracted = facts.reading.fields.get(field) if facts.reading else None
    if verification is None:
        read, box = (extracted.value, extracted.box) if extracted else ("", None)
        return ComparisonRow(field, declared, read, None, box)
    read, box = verification.read, verification.box
    if extracted and (not read or verification.verdict is Verdict.ABSENT):
        read, box = extracted.value, box or extracted.box
    return ComparisonRow(field, declared, read, verification.verdict, box)


def _amount(amount: object) -> str:
    return "" if amount is None else str(amount)
