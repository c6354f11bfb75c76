"""What the document controls share: the verdicts on one claim, worked out once however many controls ask."""

from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from claims.controls.base import ClaimFacts, Declaration
from claims.invoices.reading import Reading
from claims.invoices.verification.evidence import Evidence, Verification, evidence_of
from claims.invoices.verification.money import (
    Figures,
    figures_of,
    verify_bonus,
    verify_deduction,
    verify_total,
)
from claims.invoices.verification.values import verify_day, verify_identifier, verify_number, verify_seller


class Verdicts:
    """The verdicts on a declaration by a readable document; None where nothing was declared."""

    def __init__(self, reading: Reading, declaration: Declaration) -> None:
        self.reading = reading
        self.declaration = declaration

    @cached_property
    def evidence(self) -> Evidence:
        """The words of the document made ready."""
        return evidence_of(self.reading)

    @cached_property
    def figures(self) -> list[Figures]:
        """Its labelled figures."""
        return figures_of(self.evidence)

    @cached_property
    def number(self) -> Verification | None:
        """On the invoice number."""
        return self.on_number(self.declaration.invoice_number)

    @cached_property
    def day(self) -> Verification | None:
        """On the invoice date."""
        return self.on_day(self.declaration.invoiced_on)

    @cached_property
    def seller(self) -> Verification | None:
        """On the seller's SIRET."""
        return self.on_seller(self.declaration.siret)

    @cached_property
    def identifier(self) -> Verification | None:
        """On the device's identifier."""
        return verify_identifier(self.evidence, self.declaration.identifier) if self.declaration.identifier else None

    @cached_property
    def total(self) -> Verification | None:
        """On the total incl. VAT before the bonus."""
        return self.on_total(self.declaration.total_incl_vat)

    @cached_property
    def bonus(self) -> Verification | None:
        """On the amount of the bonus."""
        declared = self.declaration.bonus
        return None if declared is None else verify_bonus(self.figures, declared, self.declaration.total_incl_vat)

    @cached_property
    def deduction(self) -> Verification:
        """On the bonus being taken off what is left to pay."""
        return verify_deduction(self.figures, self.declaration.bonus, self.declaration.total_incl_vat)

    def on_number(self, number: str) -> Verification | None:
        """On any invoice number."""
        return verify_number(self.evidence, number) if number else None

    def on_day(self, day: date | None) -> Verification | None:
        """On any day of issue."""
        return verify_day(self.evidence, day) if day else None

    def on_seller(self, siret: str) -> Verification | None:
        """On any seller."""
        return verify_seller(self.evidence, siret) if siret else None

    def on_total(self, total: Decimal | None) -> Verification | None:
        """On any total incl. VAT."""
        return None if total is None else verify_total(self.figures, total)


def verdicts_on(facts: ClaimFacts) -> Verdicts | None:
    """The verdicts on a claim; None when no readable document is there to judge by."""
    if facts.reading is None or not facts.reading.readable:
        return None
    return _verdicts(_ByIdentity(facts))


class _ByIdentity:
    """Facts as a cache key: they hold mappings and are compared by being the same object."""

    def __init__(self, facts: ClaimFacts) -> None:
        self.facts = facts

    def __hash__(self) -> int:
        return id(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.facts is self.facts


@lru_cache(maxsize=4)
def _verdicts(key: _ByIdentity) -> Verdicts | None:
    reading = key.facts.reading
    return None if reading is None else Verdicts(reading, key.facts.declaration)
