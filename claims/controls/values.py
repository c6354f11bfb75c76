"""Controls of the other declared values, and of the embedded XML against the page."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from claims.controls.base import ClaimFacts, Finding, Strength
from claims.controls.evidence import Verdicts, verdicts_on
from claims.invoices.reading import FieldName
from claims.invoices.verification.evidence import Verdict, Verification


class NumberDiffers:
    """The declared invoice number is not the invoice's."""

    code = "number-differs"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """One sign off is never a match."""
        verdicts = verdicts_on(facts)
        yield from _unless_match(self.code, facts.declaration.invoice_number, verdicts.number if verdicts else None)


class DateDiffers:
    """The declared invoice date is not the day of issue."""

    code = "date-differs"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """Day before month, always."""
        verdicts = verdicts_on(facts)
        declared = facts.declaration.invoiced_on
        yield from _unless_match(
            self.code, declared.isoformat() if declared else "", verdicts.day if verdicts else None
        )


class IdentifierDiffers:
    """The declared IMEI or serial number is not the one on the invoice."""

    code = "identifier-differs"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """One sign off is never a match."""
        verdicts = verdicts_on(facts)
        yield from _unless_match(self.code, facts.declaration.identifier, verdicts.identifier if verdicts else None)


class XmlDiffers:
    """The embedded XML and the printed page contradict each other."""

    code = "xml-differs"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """One finding for each field; `declared` is what the XML states, `read` what the page prints."""
        verdicts = verdicts_on(facts)
        if verdicts is None or facts.reading is None:
            return
        for name, stated in facts.reading.stated.items():
            yield from _unless_match(self.code, stated.value, _on_page(verdicts, name, stated.value))


def _on_page(verdicts: Verdicts, name: FieldName, stated: str) -> Verification | None:
    if name is FieldName.NUMBER:
        return verdicts.on_number(stated)
    if name is FieldName.ISSUED_ON:
        return verdicts.on_day(date.fromisoformat(stated))
    if name is FieldName.SIRET:
        return verdicts.on_seller(stated)
    if name is FieldName.TOTAL_INCL_VAT:
        return verdicts.on_total(Decimal(stated))
    return None


def _unless_match(code: str, declared: str, verification: Verification | None) -> Iterator[Finding]:
    if verification is not None and verification.verdict is not Verdict.MATCH:
        yield Finding(code, Strength.WARNING, declared, verification.read, verification.box)
