"""The lock of the officer who has a claim open."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from claims.models import ReviewLock
from claims.services.reviewing import release_lock, take_lock
from core import clock
from core.errors import NotAllowed, Refused
from tests.claims import stories
from tests.factories.accounts import MembershipFactory, person
from tests.factories.claims import DraftClaimFactory, InReviewClaimFactory

pytestmark = pytest.mark.django_db


def test_a_colleague_waits_until_the_lock_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    claim, first, second = InReviewClaimFactory(), stories.officer(name="Anne Un"), stories.officer()
    stories.scheme(review_lock_minutes=10)
    take_lock(claim=claim, by=first)

    with pytest.raises(Refused) as refusal:
        take_lock(claim=claim, by=second)
    assert refusal.value.code == "locked"
    assert "Anne Un" in str(refusal.value)
    assert ReviewLock.objects.get().officer == first

    now = clock.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: now)
    assert take_lock(claim=claim, by=second).officer == second
    assert ReviewLock.objects.count() == 1


def test_the_own_lock_is_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    claim, officer = InReviewClaimFactory(), stories.officer()
    before = take_lock(claim=claim, by=officer).taken_at
    now = clock.now() + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: now)

    assert take_lock(claim=claim, by=officer).taken_at > before


def test_only_the_own_lock_is_released() -> None:
    claim, officer = InReviewClaimFactory(), stories.officer()
    take_lock(claim=claim, by=officer)

    release_lock(claim=claim, by=stories.officer())
    assert ReviewLock.objects.count() == 1

    release_lock(claim=claim, by=officer)
    assert not ReviewLock.objects.exists()


def test_only_officers_who_are_no_party_take_a_claim() -> None:
    claim, party = InReviewClaimFactory(), stories.officer()
    MembershipFactory(user=party, organisation=claim.repairer.organisation, role=Role.REPAIRER_EMPLOYEE)

    for somebody in (claim.created_by, person(Role.FRAUD_ANALYST), person(Role.ADMINISTRATOR), party):
        with pytest.raises(NotAllowed):
            take_lock(claim=claim, by=somebody)
    with pytest.raises(NotAllowed):
        take_lock(claim=DraftClaimFactory(), by=stories.officer())
    assert not ReviewLock.objects.exists()
