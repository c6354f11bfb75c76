"""Decisions: by whom, on what, with which words, and what they leave behind."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from accounts.models import Membership, User
from accounts.roles import Role
from claims.controls.base import Strength
from claims.models import Claim, Decision, Notice, ReviewLock
from claims.services.deciding import (
    approve,
    preview_message,
    refuse,
    request_correction,
    state_stamp,
)
from claims.services.reviewing import take_lock
from claims.states import Status
from content.models import RejectionReason
from core import clock
from core.errors import Conflict, MoveRefused, NotAllowed, Refused
from tests.claims import stories
from tests.claims.decisions import every_decision, in_review, refused_without_a_trace
from tests.factories.accounts import MembershipFactory, person
from tests.factories.claims import SentClaimFactory

pytestmark = pytest.mark.django_db


def test_an_approval_leaves_claim_decision_event_and_notice(officer: User) -> None:
    claim = in_review(("total-differs", Strength.WARNING))
    take_lock(claim=claim, by=officer)

    approve(claim=claim, by=officer, note=" Read it myself. ")

    row = Claim.objects.get()
    assert row.state is Status.APPROVED
    assert row.approved_at is not None
    decision = Decision.objects.get()
    assert (decision.kind, decision.made_by, decision.claim_version) == ("approval", officer, row.version)
    assert decision.note == "Read it myself."
    event = row.events.get()
    assert (event.move, event.by, event.data) == ("approve", officer, {"decision": decision.pk})
    assert Notice.objects.get().kind == "approved"
    assert not ReviewLock.objects.exists()


def test_only_officers_who_are_no_party_decide(reason: RejectionReason) -> None:
    claim, party, former = in_review(), stories.officer(), stories.officer()
    MembershipFactory(user=party, organisation=claim.repairer.organisation, role=Role.REPAIRER_EMPLOYEE)
    MembershipFactory(user=former, organisation=claim.repairer.organisation, role=Role.REPAIRER_EMPLOYEE)
    Membership.objects.filter(user=former, role=Role.REPAIRER_EMPLOYEE).update(
        ended_at=claim.created_at + timedelta(days=1)
    )

    for somebody in (
        claim.created_by,
        person(Role.FRAUD_ANALYST),
        person(Role.ADMINISTRATOR),
        person(Role.FINANCE_APPROVER),
        party,
        former,
    ):
        for decide in every_decision(claim, somebody, reason):
            refused_without_a_trace(decide, claim, "not-allowed", NotAllowed)


def test_an_officer_who_left_the_repairer_before_the_claim_decides(officer: User) -> None:
    claim = in_review()
    MembershipFactory(user=officer, organisation=claim.repairer.organisation, role=Role.REPAIRER_EMPLOYEE)
    Membership.objects.filter(user=officer, role=Role.REPAIRER_EMPLOYEE).update(
        ended_at=claim.created_at - timedelta(days=1)
    )

    assert approve(claim=claim, by=officer).state is Status.APPROVED


def test_a_claim_in_a_colleagues_hands_is_not_decided(officer: User, reason: RejectionReason) -> None:
    claim = in_review()
    take_lock(claim=claim, by=stories.officer())

    for decide in every_decision(claim, officer, reason):
        refused_without_a_trace(decide, claim, "locked")


def test_a_claim_that_is_not_under_review_is_not_decided(officer: User, reason: RejectionReason) -> None:
    claim = SentClaimFactory()

    for decide in every_decision(claim, officer, reason):
        refused_without_a_trace(decide, claim, "wrong-status", MoveRefused)


def test_a_blocker_forbids_approval_until_it_is_set_aside_with_a_note(officer: User) -> None:
    claim = in_review(("certificate-not-valid", Strength.BLOCKER), ("brand-not-covered", Strength.BLOCKER))
    both = ("certificate-not-valid", "brand-not-covered")
    act = partial(approve, claim=claim, by=officer)

    refused_without_a_trace(act, claim, "no-blocker", MoveRefused)
    for nothing in ("", " \n"):
        refused_without_a_trace(partial(act, overrides=both, note=nothing), claim, "note-missing")
    refused_without_a_trace(partial(act, overrides=both[:1], note="Seen."), claim, "no-blocker", MoveRefused)
    refused_without_a_trace(partial(act, overrides=[*both, "other"], note="Seen."), claim, "unknown-finding")

    approve(claim=claim, by=officer, overrides=both, note="The certifier confirmed it.")
    decision = Decision.objects.get()
    assert (decision.overridden_findings, decision.note) == (sorted(both), "The certifier confirmed it.")


def test_a_claim_that_was_not_controlled_in_this_version_is_not_approved(officer: User) -> None:
    claim = in_review()
    Claim.objects.update(version=claim.version + 1)

    refused_without_a_trace(partial(approve, claim=claim, by=officer), claim, "no-blocker", MoveRefused)


def test_above_the_limit_two_people_approve(officer: User) -> None:
    stories.scheme(second_person_above="49.99")
    claim = in_review()

    approve(claim=claim, by=officer)
    assert Claim.objects.get().state is Status.SECOND_REVIEW
    assert Claim.objects.get().approved_at is None
    assert not Notice.objects.exists()
    refused_without_a_trace(partial(approve, claim=claim, by=officer), claim, "other-person", MoveRefused, decisions=1)

    approve(claim=claim, by=stories.officer())
    assert Claim.objects.get().state is Status.APPROVED
    assert [decision.kind for decision in Decision.objects.all()] == ["first_approval", "second_approval"]


def test_the_limit_itself_needs_one_person(officer: User) -> None:
    stories.scheme(second_person_above="50.00")

    assert approve(claim=in_review(), by=officer).state is Status.APPROVED


def test_the_second_person_meets_the_blockers_too(officer: User) -> None:
    stories.scheme(second_person_above="0")
    claim = in_review(("brand-not-covered", Strength.BLOCKER))
    approve(claim=claim, by=officer, overrides=["brand-not-covered"], note="Seen.")

    refused_without_a_trace(
        partial(approve, claim=claim, by=stories.officer()), claim, "no-blocker", MoveRefused, decisions=1
    )


def test_a_correction_is_requested_with_the_words_that_are_kept(officer: User, reason: RejectionReason) -> None:
    claim = in_review()

    request_correction(claim=claim, by=officer, reason=reason, message="Send page 2.\nThank you.", note="n")

    row = Claim.objects.get()
    assert (row.state, row.clock_stopped_on) == (Status.CORRECTION_REQUESTED, clock.today())
    decision = Decision.objects.get()
    assert (decision.kind, decision.reason, decision.message) == (
        "correction_request",
        reason,
        "Send page 2.\nThank you.",
    )
    assert Notice.objects.get().kind == "correction_requested"


@pytest.mark.parametrize("decide", [refuse, request_correction])
def test_nobody_is_refused_or_sent_back_without_reason_and_words(
    decide: Callable[..., Claim], officer: User, reason: RejectionReason
) -> None:
    claim = in_review()

    act = partial(decide, claim=claim, by=officer)
    refused_without_a_trace(partial(act, reason=None, message="No."), claim, "reason-given", MoveRefused)
    refused_without_a_trace(partial(act, reason=reason, message="  "), claim, "message-missing")


def test_the_officer_sees_the_words_in_the_repairers_language(reason: RejectionReason) -> None:
    assert preview_message(reason, "fr", is_refusal=False) == reason.message_fr
    assert preview_message(reason, "en", is_refusal=False) == reason.message_en
    assert preview_message(reason, "fr", is_refusal=True) == reason.refusal_fr
    assert preview_message(reason, "en", is_refusal=True) == reason.refusal_en


def test_a_reason_that_is_no_longer_in_use_decides_nothing(officer: User, reason: RejectionReason) -> None:
    claim = in_review()
    reason.is_active = False
    reason.save()

    act = partial(refuse, claim=claim, by=officer, reason=reason, message="No.")

    refused_without_a_trace(act, claim, "reason-not-in-use", Refused)


def test_who_decides_on_an_old_look_is_told_and_decides_nothing(officer: User, reason: RejectionReason) -> None:
    stories.scheme(second_person_above="0")
    claim = in_review()
    seen = state_stamp(claim)
    approve(claim=claim, by=stories.officer(), seen=seen)

    act = partial(refuse, claim=claim, by=officer, reason=reason, message="No.")
    refused_without_a_trace(partial(act, seen=seen), claim, "changed-meanwhile", Conflict, decisions=1)

    assert act(seen=state_stamp(Claim.objects.get())).state is Status.REFUSED


def test_who_approved_first_may_still_ask_for_a_correction(officer: User, reason: RejectionReason) -> None:
    claim = approve(claim=in_review(bonus=Decimal("80.00")), by=officer)
    assert claim.status == Status.SECOND_REVIEW
    sent_back = request_correction(claim=claim, by=officer, reason=reason, message="Mend it.")
    assert sent_back.status == Status.CORRECTION_REQUESTED
