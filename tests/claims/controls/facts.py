"""Made-up facts for the controls: the declaration that fits `pages.INVOICE`, and a claim with every right."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from claims.controls.base import ClaimFacts, Declaration, EligibilityFacts
from claims.controls.registry import run_controls
from claims.invoices.reading import Reading
from tests.claims.invoices.pages import INVOICE, reading_from

DECLARATION = Declaration(
    invoice_number="F-2026-0142",
    invoiced_on=date(2026, 3, 12),
    siret="73282932000074",
    seller_names=("Atelier du Lac",),
    customer_last_name="Martin",
    product_code="washing-machine",
    product_names=("Lave-linge", "Washing machine"),
    brand="Bosch",
    identifier="BX7K4420917",
    identifier_kind="serial",
    total_incl_vat=Decimal("186.00"),
    bonus=Decimal("50.00"),
)
ELIGIBILITY = EligibilityFacts(
    repaired_on=date(2026, 3, 11),
    sent_on=date(2026, 3, 20),
    certificate_valid=True,
    family_certified=True,
    brand_covered=True,
    responsible_organisation="",
    product_supported=True,
    fault_eligible=True,
    rate_amount=Decimal("50.00"),
    minimum_bill=Decimal("150.00"),
    bonus_due=Decimal("50.00"),
    claim_deadline_days=90,
    customer_is_person=True,
    circular_parts=False,
    circular_parts_consent=False,
)


def facts(reading: Reading | None = None, **declared: Any) -> ClaimFacts:
    """Facts with this reading (the plain invoice when None) and these declared values changed."""
    return ClaimFacts(replace(DECLARATION, **declared), reading_from(INVOICE) if reading is None else reading)


def eligible(**changed: Any) -> ClaimFacts:
    """Facts of a claim with every right, these facts changed."""
    return ClaimFacts(DECLARATION, reading_from(INVOICE), eligibility=replace(ELIGIBILITY, **changed))


def codes(claim: ClaimFacts) -> list[str]:
    """The codes of all findings."""
    return [finding.code for finding in run_controls(claim)]
