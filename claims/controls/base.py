"""The shape that every control has: facts gathered once go in, findings come out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from claims.invoices.reading import Box, Reading


class Strength(StrEnum):
    """How much a finding weighs: a notice informs, a warning asks for a person, a blocker forbids approval."""

    NOTICE = "notice"
    WARNING = "warning"
    BLOCKER = "blocker"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a control saw.

    `code` is stable (screens translate it, statistics count it). `reason` is the code of the rejection reason that it
    suggests to an officer, empty when it suggests none.
    """

    code: str
    strength: Strength
    declared: str = ""
    read: str = ""
    box: Box | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What the repairer declared. Amounts in euros; identifier and invoice number as typed."""

    invoice_number: str
    invoiced_on: date | None
    siret: str
    seller_names: tuple[str, ...]
    customer_last_name: str
    product_code: str
    product_names: tuple[str, ...]
    brand: str
    identifier: str
    identifier_kind: str
    total_incl_vat: Decimal | None
    bonus: Decimal | None


@dataclass(frozen=True, slots=True)
class EarlierClaim:
    """A claim seen before that shares something with this one; `matched_on` names what (invoice, identifier, file)."""

    reference: str
    matched_on: str
    same_repairer: bool


@dataclass(frozen=True, slots=True)
class EligibilityFacts:
    """What the reference data and the certification say about the claim on the dates that decide.

    `rate_amount` and `minimum_bill` come from the support rate valid on the invoice date (None: no rate on that date);
    `bonus_due` is that amount with the circular-economy supplement where it is due.
    """

    repaired_on: date | None
    sent_on: date
    certificate_valid: bool
    family_certified: bool
    brand_covered: bool
    responsible_organisation: str
    product_supported: bool
    fault_eligible: bool
    rate_amount: Decimal | None
    minimum_bill: Decimal | None
    bonus_due: Decimal | None
    claim_deadline_days: int | None
    customer_is_person: bool
    circular_parts: bool
    circular_parts_consent: bool


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """Everything that the controls of one claim may look at, gathered once by `claims.services.controls`."""

    declaration: Declaration
    reading: Reading | None
    eligibility: EligibilityFacts | None = None
    missing_documents: Sequence[str] = ()
    earlier: Sequence[EarlierClaim] = field(default_factory=tuple)


class Control(Protocol):
    """A control: its `code` names it in settings and history; `check` returns what it found, often nothing."""

    code: str

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """Look at the facts and yield findings."""
        ...
