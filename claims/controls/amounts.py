"""Controls of the figures: total, bonus, and the bonus taken off what is left to pay."""

from collections.abc import Iterable
from decimal import Decimal

from claims.controls.base import ClaimFacts, Finding, Strength
from claims.controls.evidence import verdicts_on
from claims.invoices.verification.evidence import Verdict


class TotalDiffers:
    """The declared total incl. VAT before the bonus is not the invoice's."""

    code = "total-differs"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """Passes only on the total line or when the arithmetic of the page proves it."""
        verdicts = verdicts_on(facts)
        total = verdicts.total if verdicts else None
        if total is not None and total.verdict is not Verdict.MATCH:
            declared = _printed(facts.declaration.total_incl_vat)
            yield Finding(self.code, Strength.WARNING, declared, total.read, total.box)


class BonusMissing:
    """The invoice does not name the bonus."""

    code = "bonus-missing"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """The bonus must stand on the invoice."""
        verdicts = verdicts_on(facts)
        bonus = verdicts.bonus if verdicts else None
        if bonus is not None and bonus.verdict is Verdict.ABSENT:
            yield Finding(self.code, Strength.WARNING, _printed(facts.declaration.bonus), reason="bonus-missing")


class BonusWrong:
    """The invoice names another bonus than the declared one, or its figure cannot be read."""

    code = "bonus-wrong"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """A figure that cannot be read is a doubt, not a reason."""
        verdicts = verdicts_on(facts)
        bonus = verdicts.bonus if verdicts else None
        if bonus is None or bonus.verdict not in (Verdict.CONFLICT, Verdict.NEAR):
            return
        reason = "bonus-wrong" if bonus.verdict is Verdict.CONFLICT else ""
        yield Finding(self.code, Strength.WARNING, _printed(facts.declaration.bonus), bonus.read, bonus.box, reason)


class BonusNotDeducted:
    """What the customer pays is not the total less the bonus."""

    code = "bonus-not-deducted"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """Only where a bonus is named: without one, its absence says it all."""
        verdicts = verdicts_on(facts)
        if verdicts is None or not facts.declaration.bonus:
            return
        if verdicts.bonus is not None and verdicts.bonus.verdict is Verdict.ABSENT:
            return
        deduction = verdicts.deduction
        if deduction.verdict is Verdict.MATCH:
            return
        reason = "bonus-not-deducted" if deduction.verdict is Verdict.CONFLICT else ""
        yield Finding(
            self.code, Strength.WARNING, _printed(facts.declaration.bonus), deduction.read, deduction.box, reason
        )


def _printed(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)
