"""E-mails: to whom, in which language, with which words, and once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail

from accounts.models import Membership
from accounts.roles import Role
from claims.models import Claim, ClaimEvent, Notice, NoticeKind
from claims.notices import (
    ATTEMPTS_ALLOWED,
    language_of,
    message_of,
    queue_notices,
    requeue_unsent_notices,
    send_notice,
)
from claims.services.deciding import request_correction
from claims.states import Status
from core import clock
from tests.claims import stories
from tests.factories.accounts import person
from tests.factories.claims import InReviewClaimFactory
from tests.factories.content import RejectionReasonFactory

pytestmark = pytest.mark.django_db


def notice(kind: NoticeKind = NoticeKind.SENT, *, language: str = "en") -> Notice:
    claim = InReviewClaimFactory()
    claim.created_by.language = language
    claim.created_by.save()
    event = ClaimEvent.objects.create(claim=claim, move="send", to_status=Status.SENT)
    return queue_notices(event, kind)[0]


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = clock.now() + timedelta(**by)
    monkeypatch.setattr(clock, "now", lambda: now)


def test_a_job_that_is_started_twice_sends_once() -> None:
    pk = notice().pk

    send_notice(pk)
    send_notice(pk)

    assert len(mail.outbox) == 1
    assert Notice.objects.get().sent_at is not None


@pytest.mark.parametrize("kind", NoticeKind)
def test_each_step_has_a_mail_with_reference_link_and_no_customer(kind: NoticeKind) -> None:
    row = notice(kind)
    claim = row.event.claim

    message = message_of(row)

    assert claim.reference in message.subject
    assert "\n" not in message.subject
    assert f"{settings.SITE_URL}/en/" in message.body
    assert str(claim.public_id) in message.body
    assert message.to == [row.recipient.email]
    customer = claim.customer
    for personal in (customer.last_name, customer.first_name, customer.email, customer.phone, customer.city):
        assert personal not in message.subject + message.body


def test_the_mail_speaks_the_readers_language() -> None:
    assert "/fr/" in message_of(notice(language="fr")).body


def test_amounts_and_names_are_written_plainly_and_not_as_html() -> None:
    body = message_of(notice(NoticeKind.APPROVED)).body

    assert "€50.00" in body
    assert "&" not in body


def test_the_officers_words_are_sent_exactly_as_they_are_kept() -> None:
    claim = InReviewClaimFactory()
    words = "Page 2 is missing: <please> send it & thank you.\n\nSecond paragraph."

    request_correction(claim=claim, by=stories.officer(), reason=RejectionReasonFactory(), message=words)

    assert words in message_of(Notice.objects.get()).body
    assert claim.decisions.get().message == words


def test_who_began_the_claim_is_told_and_the_owners_when_that_person_left() -> None:
    claim = InReviewClaimFactory()
    owner = claim.created_by
    employee = person(Role.REPAIRER_EMPLOYEE, organisation=claim.repairer.organisation, language="fr")
    Claim.objects.update(created_by=employee)
    claim.refresh_from_db()
    event = ClaimEvent.objects.create(claim=claim, move="send", to_status=Status.SENT)

    assert [row.recipient for row in queue_notices(event, NoticeKind.SENT)] == [employee]
    assert language_of(claim) == "fr"

    Membership.objects.filter(user=employee).update(ended_at=clock.now())
    again = ClaimEvent.objects.create(claim=claim, move="send", to_status=Status.SENT)
    assert [row.recipient for row in queue_notices(again, NoticeKind.SENT)] == [owner]


def test_nobody_left_is_nobody_told() -> None:
    claim = InReviewClaimFactory()
    Membership.objects.update(ended_at=clock.now())
    event = ClaimEvent.objects.create(claim=claim, move="send", to_status=Status.SENT)

    assert queue_notices(event, NoticeKind.SENT) == []
    assert language_of(claim) == settings.LANGUAGE_CODE


def test_a_mail_that_could_not_be_sent_is_tried_again_and_not_for_ever(
    monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int]
) -> None:
    row = notice()

    def fail(self: object, **options: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", fail)
        for _attempt in range(ATTEMPTS_ALLOWED):
            with pytest.raises(ConnectionRefusedError):
                send_notice(row.pk)
            assert requeue_unsent_notices() == 0
            later(monkeypatch, minutes=11)
        send_notice(row.pk)

    assert requeue_unsent_notices() == 0
    assert mail.outbox == []
    Notice.objects.update(attempts=1)
    assert requeue_unsent_notices() == 1
    run_jobs()
    assert len(mail.outbox) == 1


def test_a_notice_whose_job_was_lost_is_queued_again(monkeypatch: pytest.MonkeyPatch) -> None:
    notice()
    assert requeue_unsent_notices() == 0

    later(monkeypatch, seconds=61)

    assert requeue_unsent_notices() == 1
