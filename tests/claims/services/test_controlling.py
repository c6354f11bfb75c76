"""Controlling: straight through without a finding, otherwise to a person, never to a refusal."""

from datetime import timedelta
from typing import Any

import pytest
from django_q.models import OrmQ

from claims.controls.base import Finding, Strength
from claims.controls.document import NotAnInvoice
from claims.models import Claim, ControlRun, DocumentReading, FindingRecord, ReadingStatus
from claims.services import controlling
from claims.services.controlling import control_claim, requeue_uncontrolled_claims
from claims.services.facts import earlier_claims, facts_of
from claims.services.sending import send_claim
from claims.states import Status
from claims.tasks import read_invoice
from core import clock
from tests.claims import stories
from tests.factories.claims import (
    ApprovedClaimFactory,
    CompleteClaimFactory,
    CustomerFactory,
    InReviewClaimFactory,
    RefusedClaimFactory,
)
from tests.factories.content import OtherProducerOrganisationFactory

pytestmark = pytest.mark.django_db


def sent(**changes: Any) -> Claim:
    """A sent claim for sound.pdf whose reading failed, so that no test here waits for OCR."""
    claim = stories.complete_draft(**changes)
    row = send_claim(claim=claim, by=claim.created_by)
    DocumentReading.objects.update(status=ReadingStatus.FAILED, problem="broken")
    return row


def found(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> None:
    monkeypatch.setattr(controlling, "run_controls", lambda facts, on_failure: list(findings))


NOTICE, WARNING, BLOCKER = (Finding(f"a-{strength}", strength) for strength in Strength)


@pytest.mark.parametrize(
    ("findings", "settings", "expected"),
    [
        ([], {}, Status.APPROVED),
        ([NOTICE], {}, Status.APPROVED),
        ([WARNING], {}, Status.IN_REVIEW),
        ([BLOCKER], {}, Status.IN_REVIEW),
        ([NOTICE, WARNING], {}, Status.IN_REVIEW),
        ([], {"automatic_approval": False}, Status.IN_REVIEW),
        ([], {"second_person_above": "49.99"}, Status.IN_REVIEW),
        ([], {"second_person_above": "50.00"}, Status.APPROVED),
    ],
)
def test_findings_limit_and_switch_decide_who_decides(
    findings: list[Finding], settings: dict[str, Any], expected: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = sent()
    stories.scheme(**settings)
    found(monkeypatch, *findings)

    control_claim(claim.pk)

    row = Claim.objects.get()
    assert row.state is expected
    assert (row.approved_at is not None) is (expected is Status.APPROVED)
    event = row.events.last()
    assert event is not None
    assert (event.move, event.by) == ("pass" if expected is Status.APPROVED else "flag", None)
    assert [record.code for record in FindingRecord.objects.all()] == [finding.code for finding in findings]


def test_an_unreadable_invoice_goes_to_a_person_with_its_finding() -> None:
    claim = sent()

    control_claim(claim.pk)

    assert Claim.objects.get().state is Status.IN_REVIEW
    assert "unreadable" in FindingRecord.objects.values_list("code", flat=True)


def test_a_missing_bonus_is_found_on_the_real_invoice_with_its_place() -> None:
    claim = stories.complete_draft(stories.BONUS_MISSING)
    send_claim(claim=claim, by=claim.created_by)
    read_invoice(DocumentReading.objects.get().pk)
    control_claim(claim.pk)

    assert Claim.objects.get().state is Status.IN_REVIEW
    records = {record.code: record for record in FindingRecord.objects.all()}
    assert {"bonus-missing", "number-differs", "other-seller"} <= records.keys()
    assert records["bonus-missing"].reason_code == "bonus-missing"
    number = records["number-differs"]
    assert (number.declared, number.read, number.page) == (stories.NUMBER, "2026-3968", 1)
    assert number.box is not None
    assert all(0 <= edge <= 1 for edge in number.box)


def test_a_claim_waits_for_the_reading_of_its_invoice() -> None:
    claim = stories.complete_draft()
    send_claim(claim=claim, by=claim.created_by)

    for status in (ReadingStatus.WAITING, ReadingStatus.RUNNING):
        DocumentReading.objects.update(status=status)
        control_claim(claim.pk)

    assert Claim.objects.get().state is Status.SENT
    assert not ControlRun.objects.exists()


def test_controlling_twice_is_controlling_once() -> None:
    claim = sent()
    control_claim(claim.pk)

    control_claim(claim.pk)

    assert ControlRun.objects.count() == 1
    assert Claim.objects.get().events.count() == 2


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.SENT])
def test_only_sent_claims_are_controlled(status: Status) -> None:
    claim = sent()
    Claim.objects.update(
        status=status,
        approved_at=clock.now(),
        refused_at=clock.now(),
        paid_on=clock.today() if status is Status.PAID else None,
        clock_stopped_on=clock.today() if status is Status.CORRECTION_REQUESTED else None,
    )

    control_claim(claim.pk)
    control_claim(claim.pk + 1)

    assert Claim.objects.get().state is status
    assert not ControlRun.objects.exists()


def test_a_control_that_fails_gives_the_claim_to_a_person_and_silences_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claim = sent()

    def fail(self: NotAnInvoice, facts: object) -> list[Finding]:
        raise ZeroDivisionError

    monkeypatch.setattr(NotAnInvoice, "check", fail)

    control_claim(claim.pk)

    assert Claim.objects.get().state is Status.IN_REVIEW
    found_now = {record.code: record for record in FindingRecord.objects.all()}
    assert {"controls-failed", "unreadable"} <= found_now.keys()
    assert found_now["controls-failed"].declared == "not-an-invoice"


def test_facts_that_cannot_be_gathered_give_the_claim_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = sent()

    def fail(claim: Claim, reading: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(controlling, "facts_of", fail)

    control_claim(claim.pk)

    assert Claim.objects.get().state is Status.IN_REVIEW
    assert [record.code for record in FindingRecord.objects.all()] == ["controls-failed"]


def test_forgotten_claims_are_queued_again_but_not_while_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sent()
    OrmQ.objects.all().delete()
    assert requeue_uncontrolled_claims() == 0
    now = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: now)

    DocumentReading.objects.update(status=ReadingStatus.RUNNING)
    assert requeue_uncontrolled_claims() == 0
    DocumentReading.objects.update(status=ReadingStatus.FAILED)
    assert requeue_uncontrolled_claims() == 1
    assert OrmQ.objects.get().task["func"] == "claims.tasks.control_claim"


def test_the_facts_are_the_declaration_on_the_days_that_decide() -> None:
    claim = sent(customer={**stories.CUSTOMER, "title": "company"})
    stories.scheme(claim_deadline_days=90)

    facts = facts_of(claim, None)

    assert facts.declaration.siret == stories.SIRET
    assert facts.declaration.seller_names == (
        claim.repairer.legal_name,
        claim.repairer.trade_name,
        claim.workshop.name,
    )
    assert facts.declaration.product_names == ("Lave-linge", "Washing machine")
    assert (facts.declaration.total_incl_vat, facts.declaration.bonus) == (stories.TOTAL, stories.BONUS)
    eligibility = facts.eligibility
    assert eligibility is not None
    assert (eligibility.certificate_valid, eligibility.family_certified, eligibility.brand_covered) == (True,) * 3
    assert (eligibility.rate_amount, eligibility.bonus_due) == (stories.BONUS, stories.BONUS)
    assert (eligibility.customer_is_person, eligibility.claim_deadline_days) == (False, 90)
    assert eligibility.sent_on == clock.today()
    assert facts.missing_documents == []


def test_what_changed_since_the_sending_shows_in_the_facts() -> None:
    claim = sent()
    claim.workshop.certificates.all().delete()
    claim.brand.responsible = OtherProducerOrganisationFactory(name="Autre")
    claim.brand.save()
    claim.documents.all().delete()

    facts = facts_of(Claim.objects.get(), None)

    assert facts.eligibility is not None
    assert facts.eligibility.certificate_valid is False
    assert (facts.eligibility.brand_covered, facts.eligibility.responsible_organisation) == (False, "Autre")
    assert facts.missing_documents == ["invoice"]


def test_the_same_appliance_is_found_at_any_repairer() -> None:
    claim = sent()
    own = ApprovedClaimFactory(repairer=claim.repairer, identifier_key=stories.IDENTIFIER)
    other = InReviewClaimFactory(identifier_key=stories.IDENTIFIER)

    assert [(found.reference, found.matched_on, found.same_repairer) for found in earlier_claims(claim)] == [
        (own.reference, "identifier", True),
        (other.reference, "identifier", False),
    ]


def test_the_same_file_is_found_at_any_repairer_even_refused() -> None:
    claim = sent()
    other, own = RefusedClaimFactory(), RefusedClaimFactory(repairer=claim.repairer)
    for earlier in (other, own):
        document = claim.documents.get()
        document.pk, document.public_id, document.claim = None, earlier.public_id, earlier
        document.save(force_insert=True)

    assert [(found.reference, found.matched_on) for found in earlier_claims(claim)] == [(other.reference, "file")]


def test_drafts_cancelled_and_refused_claims_do_not_make_an_appliance_a_repeat() -> None:
    claim = sent()
    CompleteClaimFactory(identifier_key=stories.IDENTIFIER)
    CompleteClaimFactory(identifier_key=stories.IDENTIFIER, status=Status.CANCELLED)
    RefusedClaimFactory(identifier_key=stories.IDENTIFIER)

    assert list(earlier_claims(claim)) == []


def test_looking_for_earlier_claims_costs_the_same_with_many_of_them(
    django_assert_max_num_queries: Any,
) -> None:
    claim = sent()
    for _each in range(5):
        InReviewClaimFactory(identifier_key=stories.IDENTIFIER)

    with django_assert_max_num_queries(4):
        assert len(list(earlier_claims(claim))) == 5


def test_a_claim_without_customer_row_still_has_facts() -> None:
    claim = sent()
    claim.customer.delete()

    assert facts_of(Claim.objects.get(), None).declaration.customer_last_name == ""
    CustomerFactory(claim=claim)
    assert facts_of(Claim.objects.get(), None).declaration.customer_last_name == "Durand"
