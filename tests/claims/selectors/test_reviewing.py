"""The officers' queue."""

from datetime import date
from typing import Any

import pytest

from accounts.roles import Role
from claims.models import Claim, Decision
from claims.selectors import claims_awaiting_review, next_claim_to_review
from claims.services.reviewing import take_lock
from claims.states import Status
from tests.claims import stories
from tests.factories.accounts import MembershipFactory, person
from tests.factories.claims import ApprovedClaimFactory, DraftClaimFactory, InReviewClaimFactory, SentClaimFactory
from tests.factories.content import RejectionReasonFactory

pytestmark = pytest.mark.django_db


def test_the_claim_due_first_is_on_top_and_nothing_else_waits() -> None:
    late = InReviewClaimFactory(payment_due_on=date(2026, 12, 20))
    soon = InReviewClaimFactory(payment_due_on=date(2026, 12, 1))
    for factory in (DraftClaimFactory, SentClaimFactory, ApprovedClaimFactory):
        factory()

    assert list(claims_awaiting_review(stories.officer())) == [soon, late]


def test_others_have_no_queue_and_the_analyst_reads_it() -> None:
    claim = InReviewClaimFactory()

    for role in (Role.ADMINISTRATOR, Role.FINANCE_MAKER, Role.REPAIRER_OWNER):
        assert not claims_awaiting_review(person(role)).exists()
    assert not claims_awaiting_review(claim.created_by).exists()
    assert claims_awaiting_review(person(Role.FRAUD_ANALYST)).get() == claim


def test_nobody_finds_what_is_not_theirs_to_decide() -> None:
    officer, other = stories.officer(), stories.officer()
    second, appealed, party = InReviewClaimFactory.create_batch(3)
    Claim.objects.filter(pk=second.pk).update(status=Status.SECOND_REVIEW)
    Claim.objects.filter(pk=appealed.pk).update(status=Status.APPEALED)
    Decision.objects.create(claim=second, claim_version=1, kind="first_approval", made_by=officer)
    Decision.objects.create(
        claim=appealed, claim_version=1, kind="refusal", made_by=officer, message="No.", reason=RejectionReasonFactory()
    )
    MembershipFactory(user=officer, organisation=party.repairer.organisation, role=Role.REPAIRER_EMPLOYEE)

    assert list(claims_awaiting_review(officer)) == []
    assert set(claims_awaiting_review(other)) == {second, appealed, party}


def test_a_first_approval_of_an_earlier_version_does_not_count() -> None:
    officer, claim = stories.officer(), InReviewClaimFactory()
    Decision.objects.create(claim=claim, claim_version=1, kind="first_approval", made_by=officer)
    Claim.objects.update(status=Status.SECOND_REVIEW, version=3)

    assert claims_awaiting_review(officer).get() == claim


def test_save_and_next_goes_on_and_round_past_colleagues() -> None:
    officer, colleague = stories.officer(), stories.officer()
    first, second, third = (InReviewClaimFactory(payment_due_on=date(2026, 12, day)) for day in (1, 2, 3))
    assert next_claim_to_review(officer) == first
    assert next_claim_to_review(officer, after=first) == second

    take_lock(claim=second, by=colleague)
    take_lock(claim=third, by=officer)

    assert next_claim_to_review(officer, after=first) == third
    assert next_claim_to_review(officer, after=third) == first
    assert next_claim_to_review(colleague) == first
    assert next_claim_to_review(person(Role.FRAUD_ANALYST)) is None


def test_the_queue_costs_one_query(django_assert_num_queries: Any) -> None:
    officer = stories.officer()
    assert officer.roles
    for _each in range(4):
        take_lock(claim=InReviewClaimFactory(), by=officer)

    with django_assert_num_queries(1):
        rows = [
            (row.repairer.display_name, row.product.name, row.brand.responsible.name, row.review_lock.officer.name)
            for row in claims_awaiting_review(officer)
        ]

    assert len(rows) == 4
