"""What happened, for who may read it; and what comes next."""

from datetime import date
from typing import Any

import pytest

from claims.audiences import Audience
from claims.models import Claim, ClaimEvent, Decision
from claims.selectors import next_step_of, timeline_of
from claims.selectors.next_step import Actor
from claims.services.appealing import appeal
from claims.services.deciding import refuse
from claims.states import Status
from tests.claims import stories
from tests.factories.claims import InReviewClaimFactory
from tests.factories.content import RejectionReasonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    """Sent, flagged, refused with words and a note, appealed."""
    claim = InReviewClaimFactory()
    ClaimEvent.objects.create(claim=claim, move="send", from_status="draft", to_status="sent", by=claim.created_by)
    ClaimEvent.objects.create(claim=claim, move="flag", from_status="sent", to_status="in_review")
    refuse(
        claim=claim,
        by=stories.officer(name="Anne Un"),
        reason=RejectionReasonFactory(),
        message="The words.",
        note="Between us.",
    )
    appeal(claim=claim, by=claim.created_by, text="My words.")
    return Claim.objects.get()


def test_the_repairer_reads_the_words_and_no_name_or_note(claim: Claim) -> None:
    entries = timeline_of(claim, Audience.REPAIRER)

    assert len(entries) == 5
    refusal = entries[3]
    assert (refusal.text, refusal.note) == ("The words.", "")
    assert all("Anne Un" not in entry.who for entry in entries)
    assert entries[4].text == "My words."
    assert entries[1].who == claim.created_by.get_full_name()


def test_the_officer_reads_who_and_why(claim: Claim) -> None:
    entries = timeline_of(claim, Audience.OFFICER)

    refusal = entries[3]
    assert (refusal.who, refusal.text, refusal.note) == ("Anne Un", "The words.", "Between us.")
    assert entries[4].text == "My words."


def test_steps_inside_the_house_are_told_to_officers_only() -> None:
    claim = InReviewClaimFactory()
    decision = Decision.objects.create(
        claim=claim,
        claim_version=1,
        kind="first_approval",
        made_by=stories.officer(),
        overridden_findings=["brand-not-covered"],
        note="Seen.",
    )
    ClaimEvent.objects.create(
        claim=claim, move="approve_first", to_status="second_review", data={"decision": decision.pk}
    )

    assert len(timeline_of(claim, Audience.REPAIRER)) == 1
    assert timeline_of(claim, Audience.OFFICER)[1].overridden_findings == ("brand-not-covered",)


def test_a_timeline_costs_the_same_however_long(claim: Claim, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(3):
        timeline_of(claim, Audience.OFFICER)


@pytest.mark.parametrize("status", Status)
def test_the_next_step_says_who_and_by_when_for_every_status(status: Status) -> None:
    due = date(2026, 12, 24)

    step = next_step_of(Claim(status=status, payment_due_on=due))

    assert step.text.endswith(".")
    running = {Status.SENT, Status.IN_REVIEW, Status.SECOND_REVIEW, Status.APPEALED, Status.APPROVED, Status.IN_PAYMENT}
    assert (step.by_when == due) is (status in running)
    mine = {Status.DRAFT, Status.CORRECTION_REQUESTED, Status.REFUSED}
    assert (step.who is Actor.REPAIRER) is (status in mine)
