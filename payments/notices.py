"""E-mails about money: who gets one, what it says, and how it leaves. No IBAN and no customer is ever named in one."""

from collections import defaultdict
from datetime import timedelta

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Membership, User
from accounts.roles import REPAIRER_ROLES, Role
from certification.models import Repairer
from content.selectors import scheme_settings
from core import clock
from core.queue import enqueue
from payments.models import BankAccount, Batch, CreditTransfer, Notice, PaymentLine

DELIVERY_JOB = "payments.tasks.deliver_notices"
MOST_ATTEMPTS = 6
FORMER_OWNER_DAYS = 90  # an owner who left so recently is told of a new account: it may be why they "left"

log = structlog.get_logger(__name__)


def announce_account(account: BankAccount, kind: Notice.Kind) -> None:
    """Tell the owners, the contact address and earlier contacts that a bank account was added, confirmed or refused.

    Earlier contacts are told because a thief changes the addresses first (payments.md, section 6.6).
    """
    readers = contacts_to_warn(account.repairer)
    _store([Notice(kind=kind, bank_account=account, address=to, language=code) for to, code in readers.items()])


def announce_payments(batch: Batch) -> None:
    """One letter a transfer to each who is concerned: the owners, and who began one of the claims that it pays.

    Only while they work for the repairer; where nobody of them does, the contact address is told.
    """
    concerned = _readers_by_transfer(batch)
    notices = []
    for transfer in _transfers_of(batch).select_related("repairer"):
        readers = concerned[transfer.pk]
        if not readers and transfer.repairer.email:
            readers = {transfer.repairer.email: settings.LANGUAGE_CODE}
        notices += [
            Notice(kind=Notice.Kind.PAID, transfer=transfer, address=to, language=code) for to, code in readers.items()
        ]
    _store(notices)


def contacts_to_warn(repairer: Repairer) -> dict[str, str]:
    """Addresses with their language: owners with all their addresses, owners who left lately, the contact address."""
    recently = clock.now() - timedelta(days=FORMER_OWNER_DAYS)
    owners = User.objects.filter(
        Q(memberships__ended_at=None, is_active=True) | Q(memberships__ended_at__gte=recently),
        memberships__organisation=repairer.organisation_id,
        memberships__role=Role.REPAIRER_OWNER,
    ).distinct()
    readers = {repairer.email.lower(): settings.LANGUAGE_CODE} if repairer.email else {}
    languages = {owner.pk: owner.language for owner in owners}
    for address in EmailAddress.objects.filter(user__in=languages, verified=True):
        readers[address.email.lower()] = languages[address.user_id]
    for owner in owners:
        readers[owner.email] = owner.language
    return readers


def deliver_next_notice() -> bool:
    """Send the next notice that is due; False when none is.

    The notice is first put off, in a short transaction, so that no other worker takes it and no lock is held while a
    mail server answers. What fails is thus tried again at longer and longer intervals, MOST_ATTEMPTS times in all.
    """
    notice = _claim_notice()
    if notice is None:
        return False
    try:
        message_of(notice).send()
    except OSError as error:
        log.warning("notice_not_sent", notice=notice.pk, attempts=notice.attempts, error=type(error).__name__)
    else:
        Notice.objects.filter(pk=notice.pk).update(sent_at=clock.now(), retry_at=None)
    return True


def message_of(notice: Notice) -> EmailMessage:
    """The e-mail, in the reader's language."""
    with translation.override(notice.language):
        transfer, account = notice.transfer, notice.bank_account
        repairer = transfer.repairer if transfer else account and account.repairer
        context = {
            "scheme_name": settings.SCHEME_NAME,
            "contact": scheme_settings().contact_email,
            "account": account,
            "transfer": transfer,
            "claim_count": transfer.lines.count() if transfer else 0,
            "repairer": repairer,
            "link": settings.SITE_URL + reverse("repairer:payments" if transfer else "repairer:company"),
        }
        template = f"payments/mail/{notice.kind}"
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        return EmailMessage(subject, render_to_string(f"{template}.txt", context), to=[notice.address])


def _store(notices: list[Notice]) -> None:
    now = clock.now()
    for notice in notices:
        notice.retry_at = now
    Notice.objects.bulk_create(notices)
    if notices:
        enqueue(DELIVERY_JOB)


def _claim_notice() -> Notice | None:
    with transaction.atomic():
        now = clock.now()
        due = Notice.objects.select_for_update(skip_locked=True).filter(retry_at__lte=now).order_by("retry_at", "pk")
        notice = due.first()
        if notice is not None:
            notice.attempts += 1
            is_last = notice.attempts >= MOST_ATTEMPTS
            notice.retry_at = None if is_last else now + timedelta(minutes=2**notice.attempts)
            notice.save(update_fields=["attempts", "retry_at"])
    return notice


def _transfers_of(batch: Batch) -> QuerySet[CreditTransfer]:
    return batch.transfers.filter(withdrawn_at=None)


def _readers_by_transfer(batch: Batch) -> dict[int, dict[str, str]]:
    """By transfer, the addresses with their language of who is told of it. Two queries, however long the batch is."""
    transfers = _transfers_of(batch)
    began: dict[int, set[int]] = defaultdict(set)
    lines = PaymentLine.objects.filter(transfer__in=transfers, is_live=True)
    for transfer, person in lines.values_list("transfer", "claim__created_by").distinct():
        began[transfer].add(person)
    readers: dict[int, dict[str, str]] = defaultdict(dict)
    members = Membership.objects.filter(
        organisation__repairer__credit_transfers__in=transfers,
        role__in=REPAIRER_ROLES,
        ended_at=None,
        user__is_active=True,
    )
    for member in members.select_related("user").annotate(transfer=F("organisation__repairer__credit_transfers")):
        if member.role == Role.REPAIRER_OWNER or member.user_id in began[member.transfer]:
            readers[member.transfer][member.user.email] = member.user.language
    return readers
