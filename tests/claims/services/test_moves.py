"""What people are offered: the same guards as the services, and only moves that are theirs."""

from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from claims.controls.base import Strength
from claims.models import Claim
from claims.services.appealing import appeal
from claims.services.deciding import approve, refuse
from claims.services.moves import possibilities
from tests.claims import stories
from tests.claims.decisions import in_review
from tests.factories.accounts import person
from tests.factories.claims import (
    ApprovedClaimFactory,
    DraftClaimFactory,
    InReviewClaimFactory,
    RefusedClaimFactory,
    SentClaimFactory,
)
from tests.factories.content import RejectionReasonFactory

pytestmark = pytest.mark.django_db


def offered(claim: Claim, user: User) -> dict[str, list[str]]:
    """The moves and what blocks each."""
    row = Claim.objects.get(pk=claim.pk)
    return {found.move.name: [guard.name for guard in found.blocked_by] for found in possibilities(row, user)}


def test_a_repairer_may_send_a_complete_draft_and_cancel_any() -> None:
    empty, complete = DraftClaimFactory(), stories.complete_draft()

    assert offered(empty, empty.created_by) == {"send": ["complete"], "cancel": []}
    assert offered(complete, complete.created_by) == {"send": [], "cancel": []}


def test_a_repairer_may_appeal_a_refusal_and_nothing_while_others_work() -> None:
    refused = RefusedClaimFactory()

    assert offered(refused, refused.created_by) == {"appeal": []}
    for factory in (SentClaimFactory, InReviewClaimFactory, ApprovedClaimFactory):
        claim = factory()
        assert offered(claim, claim.created_by) == {}


def test_an_officer_is_offered_what_the_limit_and_the_findings_allow() -> None:
    officer = stories.officer()
    sound, blocked = in_review(), in_review(("no-siret", Strength.WARNING), ("brand-not-covered", Strength.BLOCKER))

    assert offered(sound, officer) == {
        "request_correction": [],
        "refuse": [],
        "approve": [],
        "approve_first": ["above-limit"],
    }
    assert offered(blocked, officer)["approve"] == ["no-blocker"]
    stories.scheme(second_person_above="10")
    assert offered(sound, officer)["approve"] == ["below-limit"]
    assert offered(sound, officer)["approve_first"] == []


def test_a_claim_that_was_not_controlled_offers_no_approval() -> None:
    claim = InReviewClaimFactory()

    assert offered(claim, stories.officer())["approve"] == ["no-blocker"]


def test_the_second_approval_and_the_appeal_are_another_persons() -> None:
    first, second = stories.officer(), stories.officer()
    stories.scheme(second_person_above="10")
    claim = in_review()
    approve(claim=claim, by=first)
    assert offered(claim, first)["approve_second"] == ["other-person"]
    assert offered(claim, second)["approve_second"] == []

    refuse(claim=claim, by=second, reason=RejectionReasonFactory(), message="No.")
    appeal(claim=claim, by=claim.created_by, text="But yes.")
    assert offered(claim, second)["allow_appeal_first"] == offered(claim, second)["dismiss_appeal"] == ["other-person"]
    assert offered(claim, first)["allow_appeal_first"] == offered(claim, first)["dismiss_appeal"] == []


def test_others_are_offered_nothing() -> None:
    claim = in_review()

    for role in (Role.FRAUD_ANALYST, Role.ADMINISTRATOR, Role.FINANCE_MAKER, Role.REPAIRER_OWNER, Role.EDITOR):
        assert offered(claim, person(role)) == {}


def test_what_is_offered_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    claim, officer = in_review(), stories.officer()
    row = Claim.objects.select_related("repairer").get(pk=claim.pk)

    with django_assert_max_num_queries(9):
        possibilities(row, officer)
