"""Controls of eligibility: each fact that forbids the bonus is found, and nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims.controls.base import Strength
from claims.controls.registry import CONTROLS, run_controls
from tests.claims.controls.facts import DECLARATION, codes, eligible


def test_a_claim_with_every_right_has_no_finding() -> None:
    assert codes(eligible()) == []


@pytest.mark.parametrize(
    ("changed", "code", "reason"),
    [
        ({"certificate_valid": False}, "certificate-not-valid", ""),
        ({"certificate_valid": False, "family_certified": False}, "certificate-not-valid", ""),
        ({"family_certified": False}, "family-not-certified", ""),
        ({"brand_covered": False}, "brand-not-covered", ""),
        ({"product_supported": False}, "product-not-supported", ""),
        ({"rate_amount": None}, "product-not-supported", ""),
        ({"fault_eligible": False}, "fault-not-eligible", "fault-not-eligible"),
        ({"minimum_bill": Decimal("186.01")}, "bill-below-minimum", ""),
        ({"bonus_due": Decimal("60.00")}, "bonus-differs-from-rate", "bonus-wrong"),
        ({"sent_on": date(2026, 6, 11)}, "deadline-passed", ""),
        ({"customer_is_person": False}, "business-customer", "business-customer"),
        ({"circular_parts": True}, "circular-consent-missing", "circular-part-consent"),
    ],
)
def test_a_fact_that_forbids_the_bonus_blocks(changed: dict[str, Any], code: str, reason: str) -> None:
    (finding,) = run_controls(eligible(**changed))
    assert (finding.code, finding.reason, finding.strength) == (code, reason, Strength.BLOCKER)


@pytest.mark.parametrize(
    "changed",
    [
        {"minimum_bill": Decimal("186.00")},
        {"minimum_bill": None},
        {"sent_on": date(2026, 6, 10)},
        {"claim_deadline_days": None, "sent_on": date(2030, 1, 1)},
        {"circular_parts": True, "circular_parts_consent": True},
        {"bonus_due": None},
    ],
)
def test_the_edge_of_a_rule_still_passes(changed: dict[str, Any]) -> None:
    assert codes(eligible(**changed)) == []


def test_the_responsible_organisation_is_named_with_a_foreign_brand() -> None:
    (finding,) = run_controls(eligible(brand_covered=False, responsible_organisation="Other scheme"))
    assert (finding.declared, finding.read) == ("Bosch", "Other scheme")


def test_a_bonus_above_the_bill_is_found() -> None:
    claim = replace(eligible(minimum_bill=None), declaration=replace(DECLARATION, total_incl_vat=Decimal("49.99")))
    assert "bonus-above-bill" in codes(claim)


def test_each_missing_document_is_named_and_a_missing_nameplate_suggests_its_reason() -> None:
    findings = run_controls(replace(eligible(), missing_documents=("nameplate", "customer-consent")))
    assert [(finding.declared, finding.reason) for finding in findings] == [
        ("nameplate", "nameplate-missing"),
        ("customer-consent", ""),
    ]


def test_every_control_has_a_code_and_says_nothing_without_facts_of_eligibility() -> None:
    assert all(control.code for control in CONTROLS)
    assert codes(replace(eligible(), eligibility=None)) == []
