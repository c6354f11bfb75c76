"""Several people or workers at one instant: one effect. On PostgreSQL, with real transactions."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django_q.models import OrmQ

from accounts.roles import Role
from claims.models import Claim, ClaimEvent, ControlRun, Decision, DocumentReading, Notice, PageImage, ReviewLock
from claims.notices import send_notice
from claims.services.appealing import appeal
from claims.services.controlling import control_claim
from claims.services.deciding import approve, refuse, request_correction
from claims.services.documents import add_document
from claims.services.drafts import cancel_claim, save_draft
from claims.services.paying import enter_payment, leave_payment
from claims.services.readings import run_reading
from claims.services.reviewing import take_lock
from claims.services.sending import send_claim
from claims.states import Status
from core import clock
from core.errors import Refused
from tests.claims import stories
from tests.factories.accounts import person
from tests.factories.claims import ApprovedClaimFactory, InReviewClaimFactory, RefusedClaimFactory
from tests.factories.content import RejectionReasonFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

Outcome = Any


def at_once(*acts: Callable[[], object]) -> list[Outcome]:
    """Run the acts in threads of their own that start together; what each returned or was refused with."""
    start = Barrier(len(acts))
    outcomes: list[Outcome] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            start.wait(timeout=30)
            outcomes[place] = act()
        except Refused as refused:
            outcomes[place] = refused
        except BaseException as error:
            outcomes[place] = error
            raise
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, act), daemon=True) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    assert not [
        outcome for outcome in outcomes if isinstance(outcome, BaseException) and not isinstance(outcome, Refused)
    ]
    return outcomes


def refusals(outcomes: list[Outcome]) -> list[str]:
    return sorted(outcome.code for outcome in outcomes if isinstance(outcome, Refused))


def in_review() -> Claim:
    claim = InReviewClaimFactory()
    ControlRun.objects.create(claim=claim, claim_version=claim.version)
    return claim


def test_four_sends_of_one_claim_have_one_effect() -> None:
    claim = stories.complete_draft()

    outcomes = at_once(*[partial(send_claim, claim=claim, by=claim.created_by)] * 4)

    assert refusals(outcomes) == []
    assert len({sent.reference for sent in outcomes}) == 1
    row = Claim.objects.get()
    assert (row.state, row.version) == (Status.SENT, claim.version + 1)
    assert ClaimEvent.objects.count() == Notice.objects.count() == 1
    assert [job.task["func"] for job in OrmQ.objects.all()].count("claims.tasks.control_claim") == 1


def test_of_two_claims_for_one_invoice_one_is_sent() -> None:
    first = stories.complete_draft()
    second = stories.saved(
        stories.draft(first.repairer),
        product=first.product,
        brand=stories.BRAND,
        fault=first.fault,
        identifier="OTHER1",
        repaired_on=stories.INVOICED_ON,
        workshop=first.workshop,
        customer=stories.CUSTOMER,
        **stories.invoice(),
    )
    stories.add(second)

    outcomes = at_once(*(partial(send_claim, claim=claim, by=claim.created_by) for claim in (first, second)))

    assert refusals(outcomes) == ["duplicate-invoice"]
    assert sorted(Claim.objects.values_list("status", flat=True)) == [Status.DRAFT, Status.SENT]
    assert ClaimEvent.objects.count() == 1
    loser = Claim.objects.get(status=Status.DRAFT)
    assert (loser.reference, loser.sent_at) == (None, None)


def test_many_claims_sent_at_once_have_references_of_their_own() -> None:
    claims = [stories.complete_draft()]
    for number in range(3):
        first = claims[0]
        claim = stories.saved(
            stories.draft(first.repairer),
            product=first.product,
            brand=stories.BRAND,
            fault=first.fault,
            identifier=f"OTHER{number}",
            repaired_on=stories.INVOICED_ON,
            workshop=first.workshop,
            customer=stories.CUSTOMER,
            **{**stories.invoice(), "invoice_number": f"F-{number}"},
        )
        stories.add(claim)
        claims.append(claim)

    outcomes = at_once(*(partial(send_claim, claim=claim, by=claim.created_by) for claim in claims))

    assert len({sent.reference for sent in outcomes}) == 4


def test_sending_and_cancelling_at_once_is_one_of_them() -> None:
    claim = stories.complete_draft()

    outcomes = at_once(
        partial(send_claim, claim=claim, by=claim.created_by), partial(cancel_claim, claim=claim, by=claim.created_by)
    )

    assert refusals(outcomes) == ["wrong-status"]
    assert ClaimEvent.objects.count() == 1
    assert Claim.objects.get().state in (Status.SENT, Status.CANCELLED)


def test_two_windows_save_at_once_and_one_is_told() -> None:
    claim = stories.draft()

    outcomes = at_once(
        *(
            partial(save_draft, claim=claim, version=1, by=claim.created_by, changes={"own_reference": text})
            for text in ("one", "two")
        )
    )

    assert refusals(outcomes) == ["changed-meanwhile"]
    assert Claim.objects.get().version == 2


def test_one_file_uploaded_twice_at_once_is_one_document(private_files: Any) -> None:
    claim = stories.draft()

    def upload() -> object:
        with stories.SOUND.open("rb") as file:
            return add_document(claim=claim, purpose="invoice", file=file, name="x.pdf", by=claim.created_by)

    outcomes = at_once(upload, upload, upload)

    assert len({document.pk for document in outcomes}) == 1
    assert DocumentReading.objects.count() == 1
    assert len([path for path in private_files.rglob("*") if path.is_file()]) == 1


def test_two_approvals_at_once_are_one() -> None:
    claim = in_review()

    outcomes = at_once(*(partial(approve, claim=claim, by=stories.officer()) for _each in range(2)))

    assert refusals(outcomes) == ["wrong-status"]
    assert Claim.objects.get().state is Status.APPROVED
    assert Decision.objects.count() == ClaimEvent.objects.count() == Notice.objects.count() == 1


def test_two_first_approvals_at_once_are_never_both_given_by_one_person() -> None:
    stories.scheme(second_person_above="0")
    claim, officer = in_review(), stories.officer()

    outcomes = at_once(*[partial(approve, claim=claim, by=officer)] * 2)

    assert refusals(outcomes) == ["other-person"]
    assert Claim.objects.get().state is Status.SECOND_REVIEW
    assert Decision.objects.count() == 1


def test_approval_refusal_and_correction_at_once_are_one_of_them() -> None:
    claim, reason = in_review(), RejectionReasonFactory()

    outcomes = at_once(
        partial(approve, claim=claim, by=stories.officer()),
        partial(refuse, claim=claim, by=stories.officer(), reason=reason, message="No."),
        partial(request_correction, claim=claim, by=stories.officer(), reason=reason, message="Please."),
    )

    assert len(refusals(outcomes)) == 2
    assert Decision.objects.count() == ClaimEvent.objects.count() == 1
    row, event = Claim.objects.get(), ClaimEvent.objects.get()
    assert event.to_status == row.status


def test_one_of_two_officers_takes_the_claim() -> None:
    claim = InReviewClaimFactory()

    outcomes = at_once(*(partial(take_lock, claim=claim, by=stories.officer()) for _each in range(3)))

    assert refusals(outcomes) == ["locked", "locked"]
    assert ReviewLock.objects.count() == 1


def test_two_appeals_at_once_are_one() -> None:
    claim = RefusedClaimFactory()

    outcomes = at_once(*[partial(appeal, claim=claim, by=claim.created_by, text="Please.")] * 2)

    assert refusals(outcomes) == ["wrong-status"]
    assert ClaimEvent.objects.count() == 1


def test_two_workers_of_one_reading_read_once() -> None:
    stories.add(stories.draft())
    row = DocumentReading.objects.get()

    at_once(*[partial(run_reading, row.pk)] * 2)

    row.refresh_from_db()
    assert (row.status, row.attempts) == ("done", 1)
    assert PageImage.objects.count() == 1


def test_two_controls_of_one_claim_are_one() -> None:
    claim = stories.complete_draft()
    send_claim(claim=claim, by=claim.created_by)
    DocumentReading.objects.update(status="failed", problem="broken", finished_at=clock.now())

    at_once(*[partial(control_claim, claim.pk)] * 3)

    assert ControlRun.objects.count() == 1
    assert ClaimEvent.objects.count() == 2
    assert Claim.objects.get().state is Status.IN_REVIEW


def test_a_notice_is_sent_once_by_two_jobs() -> None:
    claim = in_review()
    approve(claim=claim, by=stories.officer())
    notice = Notice.objects.get()

    at_once(*[partial(send_notice, notice.pk)] * 3)

    assert len(mail.outbox) == 1


def test_two_batches_that_share_claims_never_lock_up() -> None:
    claims = ApprovedClaimFactory.create_batch(6)
    makers = [person(Role.FINANCE_MAKER) for _each in range(2)]

    outcomes = at_once(
        partial(enter_payment, claims=claims[:4], by=makers[0]),
        partial(enter_payment, claims=list(reversed(claims[2:])), by=makers[1]),
    )

    assert refusals(outcomes) == ["wrong-status"]
    assert sorted(Claim.objects.values_list("status", flat=True)) == [Status.APPROVED] * 2 + [Status.IN_PAYMENT] * 4


def test_leaving_and_leaving_again_at_once_is_leaving_once() -> None:
    claims, maker = ApprovedClaimFactory.create_batch(2), person(Role.FINANCE_MAKER)
    enter_payment(claims=claims, by=maker)

    outcomes = at_once(*[partial(leave_payment, claims=claims, by=maker)] * 2)

    assert refusals(outcomes) == ["wrong-status"]
    assert ClaimEvent.objects.filter(move="leave_payment").count() == 2


def test_a_late_worker_and_its_successor_keep_one_result(monkeypatch: pytest.MonkeyPatch) -> None:
    stories.add(stories.draft())
    row = DocumentReading.objects.get()
    DocumentReading.objects.update(status="running", started_at=clock.now() - timedelta(minutes=5), attempts=1)

    at_once(*[partial(run_reading, row.pk)] * 2)

    row.refresh_from_db()
    assert (row.status, row.attempts) == ("done", 2)
    assert PageImage.objects.count() == 1
