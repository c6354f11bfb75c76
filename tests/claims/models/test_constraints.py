"""What the database says a second time, for whoever goes round the services."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims.models import Claim, ClaimDocument, ClaimPart, Decision, DocumentReading
from claims.states import OPEN_STATUSES, Status
from core import clock
from tests.claims import stories
from tests.factories.claims import ApprovedClaimFactory, DraftClaimFactory, InReviewClaimFactory, SentClaimFactory

pytestmark = pytest.mark.django_db


def refused(claim: Claim, **changes: Any) -> None:
    before = Claim.objects.values().get(pk=claim.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**changes)
    assert Claim.objects.values().get(pk=claim.pk) == before


@pytest.mark.parametrize("missing", ["sent_at", "reference", "payment_due_on", "bonus", "total_incl_vat"])
def test_a_sent_claim_has_all_that_sending_gives(missing: str) -> None:
    refused(SentClaimFactory(), **{missing: None})


@pytest.mark.parametrize("amount", ["bonus", "total_incl_vat"])
def test_a_sent_claim_is_about_money(amount: str) -> None:
    refused(SentClaimFactory(), **{amount: 0})


def test_no_status_is_reached_without_its_instant_or_day() -> None:
    claim = InReviewClaimFactory()

    for status in (Status.APPROVED, Status.IN_PAYMENT, Status.REFUSED, Status.PAID, Status.CORRECTION_REQUESTED):
        refused(claim, status=status)
    refused(claim, status=Status.PAID, approved_at=clock.now())
    refused(claim, clock_stopped_on=clock.today())
    refused(ApprovedClaimFactory(), paid_on=clock.today())


@pytest.mark.parametrize("status", OPEN_STATUSES)
def test_one_open_claim_for_one_invoice(status: Status) -> None:
    first = SentClaimFactory()
    dates = {
        "approved_at": clock.now(),
        "paid_on": clock.today() if status is Status.PAID else None,
        "clock_stopped_on": clock.today() if status is Status.CORRECTION_REQUESTED else None,
    }
    Claim.objects.filter(pk=first.pk).update(status=status, **dates)
    second = SentClaimFactory()

    refused(second, invoice_key=first.invoice_key)


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.REFUSED])
def test_a_claim_that_is_over_frees_its_invoice(status: Status) -> None:
    first = SentClaimFactory()
    Claim.objects.filter(pk=first.pk).update(status=status, refused_at=clock.now())

    assert SentClaimFactory(invoice_key=first.invoice_key).pk


def test_drafts_share_an_invoice_until_one_is_sent() -> None:
    first, second = DraftClaimFactory(invoice_key="1:2"), DraftClaimFactory(invoice_key="1:2")

    assert first.invoice_key == second.invoice_key


@pytest.mark.parametrize("kind", ["correction_request", "refusal", "appeal_dismissed"])
def test_no_decision_against_a_repairer_without_reason_and_words(kind: str) -> None:
    claim = InReviewClaimFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(claim=claim, claim_version=1, kind=kind, made_by=stories.officer(), message="No.")

    assert not Decision.objects.exists()


def test_one_reading_for_one_set_of_files_and_a_done_one_has_its_result() -> None:
    stories.add(stories.draft())
    reading = DocumentReading.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentReading.objects.create(claim=reading.claim, documents_key=reading.documents_key)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentReading.objects.update(status="done")
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentReading.objects.update(status="done", purpose="nameplate")

    assert DocumentReading.objects.get().status == "waiting"


def test_one_file_for_one_purpose_while_it_is_there() -> None:
    document = stories.add(stories.draft())
    again = ClaimDocument.objects.get(pk=document.pk)
    again.pk, again.public_id = None, document.claim.public_id

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)

    ClaimDocument.objects.update(removed_at=clock.now())
    again.save(force_insert=True)


def test_parts_are_counted_from_one() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimPart.objects.create(claim=DraftClaimFactory(), kind="new", quantity=0)

    assert not ClaimPart.objects.exists()
