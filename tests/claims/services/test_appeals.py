"""Appeals: decided by another person than the one who refused."""

from decimal import Decimal
from functools import partial

import pytest

from accounts.models import User
from claims.models import Claim
from claims.services.appealing import appeal
from claims.services.deciding import (
    allow_appeal,
    approve,
    dismiss_appeal,
    refuse,
    request_correction,
)
from claims.states import Status
from content.models import RejectionReason
from core.errors import MoveRefused
from tests.claims import stories
from tests.claims.decisions import in_review, refused_without_a_trace

pytestmark = pytest.mark.django_db


def test_a_refusal_is_appealed_and_decided_by_another_person(officer: User, reason: RejectionReason) -> None:
    claim = in_review()
    refuse(claim=claim, by=officer, reason=reason, message="No.")
    assert Claim.objects.get().refused_at is not None
    appeal(claim=claim, by=claim.created_by, text="But yes.")

    for decide in (
        partial(allow_appeal, claim=claim, by=officer),
        partial(dismiss_appeal, claim=claim, by=officer, reason=reason, message="No."),
    ):
        refused_without_a_trace(decide, claim, "other-person", MoveRefused, decisions=1)

    allow_appeal(claim=claim, by=stories.officer())
    row = Claim.objects.get()
    assert (row.state, row.refused_at) == (Status.APPROVED, None)


def test_an_appeal_above_the_limit_is_allowed_by_two_others_than_the_refuser(
    officer: User, reason: RejectionReason
) -> None:
    claim, second, third = in_review(), stories.officer(), stories.officer()
    stories.scheme(second_person_above=Decimal("1.00"))
    refuse(claim=claim, by=officer, reason=reason, message="No.")
    appeal(claim=claim, by=claim.created_by, text="But yes.")

    allow_appeal(claim=claim, by=second)
    row = Claim.objects.get()
    assert (row.state, row.approved_at, row.refused_at) == (Status.SECOND_REVIEW, None, None)

    for somebody in (officer, second):
        refused_without_a_trace(
            partial(approve, claim=claim, by=somebody), claim, "other-person", MoveRefused, decisions=2
        )
    approve(claim=claim, by=third)
    assert Claim.objects.get().state is Status.APPROVED


def test_who_dismissed_an_appeal_does_not_decide_the_next_one(officer: User, reason: RejectionReason) -> None:
    claim, second = in_review(), stories.officer()
    refuse(claim=claim, by=officer, reason=reason, message="No.")
    appeal(claim=claim, by=claim.created_by, text="But yes.")
    dismiss_appeal(claim=claim, by=second, reason=reason, message="Still no.")
    assert Claim.objects.get().state is Status.REFUSED
    appeal(claim=claim, by=claim.created_by, text="Really.")

    for somebody in (officer, second):
        refused_without_a_trace(
            partial(allow_appeal, claim=claim, by=somebody), claim, "other-person", MoveRefused, decisions=2
        )


def test_an_appeal_can_lead_to_a_correction(officer: User, reason: RejectionReason) -> None:
    claim = in_review()
    refuse(claim=claim, by=officer, reason=reason, message="No.")
    appeal(claim=claim, by=claim.created_by, text="But yes.")

    request_correction(claim=claim, by=stories.officer(), reason=reason, message="Send page 2.")

    row = Claim.objects.get()
    assert (row.state, row.refused_at) == (Status.CORRECTION_REQUESTED, None)


def test_who_refused_does_not_turn_the_appeal_into_a_correction(officer: User, reason: RejectionReason) -> None:
    claim = in_review()
    refuse(claim=claim, by=officer, reason=reason, message="No.")
    appeal(claim=claim, by=claim.created_by, text="Look again.")
    claim.refresh_from_db()
    act = partial(request_correction, claim=claim, by=officer, reason=reason, message="Mend it.")
    refused_without_a_trace(act, claim, "not-the-refuser", MoveRefused, decisions=1)
    other = request_correction(claim=claim, by=stories.officer(), reason=reason, message="Mend it.")
    assert other.status == Status.CORRECTION_REQUESTED
