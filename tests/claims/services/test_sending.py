"""Sending a claim: once, complete, with its reference and its day of payment."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django_q.models import OrmQ

from accounts.roles import Role
from claims.models import Claim, ClaimEvent
from claims.services.deciding import request_correction
from claims.services.drafts import cancel_claim
from claims.services.sending import send_claim
from claims.states import Status
from core import clock
from core.errors import MoveRefused, NotAllowed, Refused
from tests.claims import stories
from tests.factories.accounts import person
from tests.factories.content import RejectionReasonFactory

pytestmark = pytest.mark.django_db


def unchanged(claim: Claim) -> Claim:
    """The stored row, still a draft, with nothing written or queued about it."""
    row = Claim.objects.get(pk=claim.pk)
    assert (row.status, row.reference, row.sent_at, row.payment_due_on) == (Status.DRAFT, None, None, None)
    assert not ClaimEvent.objects.exists()
    return row


def test_a_complete_draft_is_sent_with_reference_and_day_of_payment() -> None:
    claim = stories.complete_draft()
    stories.scheme(payment_days=21)

    sent = send_claim(claim=claim, by=claim.created_by)

    row = Claim.objects.get(pk=claim.pk)
    assert row.state is Status.SENT
    assert row.reference == f"RB-{clock.today().year}-{claim.pk:06d}"
    assert row.payment_due_on == clock.today() + timedelta(days=21)
    assert row.bonus == stories.BONUS
    assert sent.version == row.version == claim.version + 1
    event = ClaimEvent.objects.get(claim=row)
    assert (event.move, event.from_status, event.to_status, event.by) == ("send", "draft", "sent", claim.created_by)


def test_a_customer_without_a_real_postcode_keeps_the_claim_a_draft() -> None:
    claim = stories.saved(stories.complete_draft(), customer={"postcode": "7501"})
    before = Claim.objects.values().get(pk=claim.pk)

    with pytest.raises(MoveRefused) as refused:
        send_claim(claim=claim, by=claim.created_by)

    assert [(point.code, point.field) for point in refused.value.points] == [("postcode-wrong", "customer.postcode")]
    assert unchanged(claim).customer.postcode == "7501"
    assert Claim.objects.values().get(pk=claim.pk) == before


def test_sending_twice_makes_one_claim() -> None:
    claim = stories.complete_draft()
    first = send_claim(claim=claim, by=claim.created_by)
    jobs = OrmQ.objects.count()

    second = send_claim(claim=claim, by=claim.created_by)

    assert (second.pk, second.reference, second.version) == (first.pk, first.reference, first.version)
    assert ClaimEvent.objects.count() == 1
    assert OrmQ.objects.count() == jobs


def test_a_repeated_request_does_not_send_a_claim_that_came_back() -> None:
    claim = stories.complete_draft()
    send_claim(claim=claim, by=claim.created_by, idempotency_key="one")
    Claim.objects.filter(pk=claim.pk).update(status=Status.CORRECTION_REQUESTED, clock_stopped_on=clock.today())

    assert send_claim(claim=claim, by=claim.created_by, idempotency_key="one").state is Status.CORRECTION_REQUESTED
    assert send_claim(claim=claim, by=claim.created_by, idempotency_key="two").state is Status.SENT


def test_an_incomplete_draft_is_refused_with_every_open_point() -> None:
    claim = stories.draft()

    with pytest.raises(MoveRefused) as refusal:
        send_claim(claim=claim, by=claim.created_by)

    assert refusal.value.code == "complete"
    fields = {point.field for point in refusal.value.points}
    assert {"product", "brand", "fault", "identifier", "repaired_on"} <= fields
    assert {"customer.email", "customer.phone", "invoice_number", "total_incl_vat", "documents.invoice"} <= fields
    unchanged(claim)


def test_a_second_claim_for_one_invoice_is_refused() -> None:
    first = stories.complete_draft()
    other = stories.saved(
        stories.draft(first.repairer),
        product=first.product,
        brand=stories.BRAND,
        fault=first.fault,
        identifier="ANOTHER1",
        repaired_on=stories.INVOICED_ON,
        workshop=first.workshop,
        customer=stories.CUSTOMER,
        **{**stories.invoice(), "invoice_number": " 509 662 "},
    )
    stories.add(other)
    send_claim(claim=first, by=first.created_by)
    before = ClaimEvent.objects.count()

    with pytest.raises(Refused) as refusal:
        send_claim(claim=other, by=other.created_by)

    assert refusal.value.code == "duplicate-invoice"
    assert [point.field for point in refusal.value.points] == ["invoice_number"]
    assert Claim.objects.get(pk=other.pk).state is Status.DRAFT
    assert ClaimEvent.objects.count() == before


def test_nobody_else_sends_a_repairers_claim() -> None:
    claim = stories.complete_draft()

    for stranger in (person(Role.REPAIRER_OWNER), stories.officer(), person(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            send_claim(claim=claim, by=stranger)
    unchanged(claim)


def test_a_cancelled_draft_is_not_sent() -> None:
    claim = stories.complete_draft()
    cancel_claim(claim=claim, by=claim.created_by)

    with pytest.raises(MoveRefused) as refusal:
        send_claim(claim=claim, by=claim.created_by)

    assert refusal.value.code == "wrong-status"
    assert Claim.objects.get(pk=claim.pk).state is Status.CANCELLED


def test_the_delay_waits_while_a_correction_is_requested(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = stories.complete_draft()
    sent = send_claim(claim=claim, by=claim.created_by)
    Claim.objects.filter(pk=claim.pk).update(status=Status.IN_REVIEW)
    request_correction(claim=sent, by=stories.officer(), reason=RejectionReasonFactory(), message="Please.")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=5))
    monkeypatch.setattr(clock, "today", lambda: (now + timedelta(days=5)).date())

    again = send_claim(claim=claim, by=claim.created_by)

    assert sent.payment_due_on is not None
    assert again.payment_due_on == sent.payment_due_on + timedelta(days=5)
    assert again.clock_stopped_on is None
    assert (again.reference, again.sent_at) == (sent.reference, sent.sent_at)
    assert again.version == sent.version + 1


def test_the_bonus_is_the_rate_of_the_invoice_date_when_it_is_sent() -> None:
    claim = stories.complete_draft()
    Claim.objects.filter(pk=claim.pk).update(bonus="999.00", support_rate=None)

    sent = send_claim(claim=claim, by=claim.created_by)

    assert sent.bonus == stories.BONUS
    assert sent.support_rate is not None


def test_a_sound_invoice_goes_straight_through_to_approval(run_jobs: Callable[[], int]) -> None:
    claim = stories.complete_draft()
    send_claim(claim=claim, by=claim.created_by)

    run_jobs()

    row = Claim.objects.get(pk=claim.pk)
    assert row.state is Status.APPROVED
    assert row.approved_at is not None
    assert [event.move for event in row.events.all()] == ["send", "pass"]
