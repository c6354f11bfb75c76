"""E-mails at each step that concerns somebody: queued with the step, sent by a job, in the reader's language.

They carry the reference, what happened, what to do and a link; never the customer's data.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from accounts.roles import REPAIRER_ROLES, Role
from claims.models import Claim, ClaimEvent, Decision, Notice, NoticeKind
from core import clock
from core.queue import enqueue

NOTICE_JOB = "claims.tasks.send_notice"
ATTEMPTS_ALLOWED = 5
# A job that has not sent its mail by then was killed; mail servers answer within seconds or not at all.
RETRY_AFTER = timedelta(minutes=10)

_SUBJECTS: dict[NoticeKind, Promise] = {
    NoticeKind.SENT: _("Claim %(reference)s: received"),
    NoticeKind.CORRECTION_REQUESTED: _("Claim %(reference)s: please correct it"),
    NoticeKind.REFUSED: _("Claim %(reference)s: refused"),
    NoticeKind.APPROVED: _("Claim %(reference)s: approved"),
}


def queue_notices(event: ClaimEvent, kind: NoticeKind) -> list[Notice]:
    """Write down who is to be told of the event and queue the mails, in the transaction of the step."""
    notices = [Notice.objects.create(event=event, kind=kind, recipient=person) for person in recipients_of(event.claim)]
    for notice in notices:
        enqueue(NOTICE_JOB, notice.pk)
    return notices


def recipients_of(claim: Claim) -> list[User]:
    """Who began the claim, while they work for the repairer; the repairer's owners when they left."""
    people = Membership.objects.filter(
        organisation=claim.repairer.organisation_id, role__in=REPAIRER_ROLES, ended_at=None, user__is_active=True
    ).select_related("user")
    members = {membership.user for membership in people}
    if claim.created_by in members:
        return [claim.created_by]
    owners = {membership.user for membership in people if membership.role == Role.REPAIRER_OWNER}
    return sorted(owners, key=lambda user: user.pk)


def language_of(claim: Claim) -> str:
    """The language in which the claim's people are written to."""
    people = recipients_of(claim)
    return people[0].language if people else settings.LANGUAGE_CODE


def send_notice(notice_id: int) -> None:
    """Send the mail of a notice; the row is claimed first, so that a job that is started twice sends once.

    An error of the mail server is the job's error; the sweep tries again later.
    """
    now = clock.now()
    free = Q(started_at=None) | Q(started_at__lt=now - RETRY_AFTER)
    taken = Notice.objects.filter(free, pk=notice_id, sent_at=None, attempts__lt=ATTEMPTS_ALLOWED).update(
        started_at=now, attempts=F("attempts") + 1
    )
    if not taken:
        return
    notice = Notice.objects.select_related("event__claim__product", "event__claim__repairer", "recipient").get(
        pk=notice_id
    )
    message_of(notice).send()
    Notice.objects.filter(pk=notice_id).update(sent_at=clock.now())


def message_of(notice: Notice) -> EmailMessage:
    """The mail as it is sent."""
    return _mail(notice.event.claim, NoticeKind(notice.kind), notice.recipient, _message_of_decision(notice))


def mails_of_decision(claim: Claim, kind: NoticeKind, message: str) -> list[EmailMessage]:
    """The mails that a decision with this message would send, for who is about to make it."""
    return [_mail(claim, kind, person, message) for person in recipients_of(claim)]


def _mail(claim: Claim, kind: NoticeKind, recipient: User, message: str) -> EmailMessage:
    with translation.override(recipient.language):
        context = {
            "claim": claim,
            "message": message,
            "recipient": recipient,
            "link": settings.SITE_URL + reverse("repairer:claim-detail", args=[claim.public_id]),
            "scheme_name": settings.SCHEME_NAME,
        }
        return EmailMessage(
            subject=str(_SUBJECTS[kind] % {"reference": claim.reference or ""}),
            body=render_to_string(f"claims/mail/{kind}.txt", context),
            to=[recipient.email],
        )


def requeue_unsent_notices() -> int:
    """Queue again the mails that no job has sent; returns how many."""
    now = clock.now()
    unsent = Notice.objects.filter(sent_at=None, attempts__lt=ATTEMPTS_ALLOWED).filter(
        Q(started_at=None, queued_at__lt=now - timedelta(minutes=1)) | Q(started_at__lt=now - RETRY_AFTER)
    )
    ids = list(unsent.values_list("pk", flat=True)[:500])
    with transaction.atomic():
        for pk in ids:
            enqueue(NOTICE_JOB, pk)
    return len(ids)


def _message_of_decision(notice: Notice) -> str:
    """The officer's words, exactly as they are stored, for the steps that have some."""
    if notice.kind not in (NoticeKind.CORRECTION_REQUESTED, NoticeKind.REFUSED):
        return ""
    decision = Decision.objects.filter(claim=notice.event.claim, pk=notice.event.data.get("decision")).first()
    return decision.message if decision else ""
