"""Bank accounts: added by one person, confirmed by another, used after the cool-off (payments.md, section 6.6)."""

import uuid

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certification.models import Repairer
from content.selectors import scheme_settings
from core import clock
from core.encryption import blind_index, decrypt, encrypt
from core.errors import NotAllowed, Refused
from payments.iban import parse_iban
from payments.models import BankAccount, BankAccountEvent, Notice
from payments.notices import announce_account
from payments.permissions import (
    can_add_bank_account,
    can_confirm_bank_account,
    can_refuse_bank_account,
    can_reveal_iban,
)
from payments.rules import usable_from
from payments.selectors import repairers_sharing_iban
from payments.sepa.charset import sepa_text
from payments.sepa.rules import NAME_LENGTH

NOTE_LENGTH = 300
_LIVE = (BankAccount.Status.PENDING, BankAccount.Status.CONFIRMED)


class BankAccountRefused(Refused):
    """The account was not added, confirmed or refused; nothing was changed."""


def add_bank_account(*, repairer: Repairer, iban: str, holder_name: str, by: User) -> BankAccount:
    """A new account of the repairer, waiting for confirmation; it takes the place of one that still waits.

    The confirmed account stays in use until this one is confirmed. Raises NotAllowed, IbanRefused, and
    BankAccountRefused (`holder-missing`, `holder-too-long`, `account-unchanged`).
    """
    _require(can_add_bank_account(by, repairer))
    details = parse_iban(iban)
    holder = _checked_holder(holder_name)
    index = blind_index(details.iban)
    with transaction.atomic():
        _lock_repairer(repairer)
        live = list(repairer.bank_accounts.filter(status__in=_LIVE))
        if any(account.iban_index == index and account.holder_name == holder for account in live):
            raise BankAccountRefused("account-unchanged", _("This is the account that we know already."))
        for waiting in live:
            if waiting.status == BankAccount.Status.PENDING:
                _end(waiting, BankAccount.Status.REPLACED, by=by, act="replace")
        public_id = uuid.uuid4()
        account = BankAccount(
            public_id=public_id,
            repairer=repairer,
            holder_name=holder,
            iban_index=index,
            last_four=details.last_four,
            bic=details.bic or "",
            bank_name=details.bank_name or "",
            added_by=by,
        )
        account.iban_encrypted = encrypt(details.iban, bound_to=account.sealed_for)
        account.save()
        BankAccountEvent.objects.create(account=account, act="add", by=by)
        announce_account(account, Notice.Kind.ACCOUNT_ADDED)
    return account


def confirm_bank_account(
    *, account: BankAccount, note: str, by: User, shared_iban_accepted: bool = False
) -> BankAccount:
    """The account confirmed and the earlier one replaced; it is used once the cool-off is over.

    `note` says how it was verified, for instance by a call to the number on file. An IBAN that another repairer gave
    too needs `shared_iban_accepted`. Raises NotAllowed and BankAccountRefused (`not-waiting`, `other-person`,
    `note-missing`, `note-too-long`, `iban-shared`).
    """
    _require(can_refuse_bank_account(by))
    note = _checked_note(note, _("Say how you made sure that the account is the repairer's."))
    with transaction.atomic():
        locked = _lock_account(account)
        if not can_confirm_bank_account(by, locked):
            raise BankAccountRefused(
                "other-person", _("Another person has to confirm: you added this account or work for this repairer.")
            )
        if locked.status != BankAccount.Status.PENDING:
            raise BankAccountRefused("not-waiting", _("This account does not wait any more. Reload the page."))
        if repairers_sharing_iban(locked).exists() and not shared_iban_accepted:
            raise BankAccountRefused(
                "iban-shared",
                _("Another repairer gave the same IBAN. Find out why, then confirm that you accept it."),
            )
        earlier = locked.repairer.bank_accounts.filter(status=BankAccount.Status.CONFIRMED).first()
        if earlier is not None:
            _end(earlier, BankAccount.Status.REPLACED, by=by, act="replace")
        now = clock.now()
        locked.status = BankAccount.Status.CONFIRMED
        locked.confirmed_by = by
        locked.confirmed_at = now
        locked.confirmation_note = note
        locked.usable_from = usable_from(now, scheme_settings().bank_account_cool_off_hours)
        locked.save(update_fields=["status", "confirmed_by", "confirmed_at", "confirmation_note", "usable_from"])
        BankAccountEvent.objects.create(account=locked, act="confirm", by=by, note=note)
        announce_account(locked, Notice.Kind.ACCOUNT_CONFIRMED)
    return locked


def refuse_bank_account(*, account: BankAccount, reason: str, by: User) -> BankAccount:
    """The waiting account not confirmed, or the confirmed one stopped at once; `reason` is what the repairer reads.

    No batch can be approved or made into a file with a stopped account in it. Raises NotAllowed and BankAccountRefused
    (`ended-already`, `note-missing`, `note-too-long`).
    """
    _require(can_refuse_bank_account(by))
    reason = _checked_note(reason, _("Say why the account is not used: the repairer reads it."))
    with transaction.atomic():
        locked = _lock_account(account)
        if locked.status not in _LIVE:
            raise BankAccountRefused("ended-already", _("This account is not in use any more. Reload the page."))
        act = "refuse" if locked.status == BankAccount.Status.PENDING else "stop"
        locked.refusal_reason = reason
        _end(locked, BankAccount.Status.REFUSED, by=by, act=act, note=reason)
        announce_account(locked, Notice.Kind.ACCOUNT_REFUSED)
    return locked


def reveal_iban(*, account: BankAccount, by: User) -> str:
    """The IBAN in plain, compact; who saw it and when is recorded first. Raises NotAllowed."""
    _require(can_reveal_iban(by))
    with transaction.atomic():
        BankAccountEvent.objects.create(account=account, act="reveal", by=by)
        return decrypt(account.iban_encrypted, bound_to=account.sealed_for)


def _end(account: BankAccount, status: str, *, by: User, act: str, note: str = "") -> None:
    account.status = status
    account.ended_at = clock.now()
    account.save(update_fields=["status", "ended_at", "refusal_reason"])
    BankAccountEvent.objects.create(account=account, act=act, by=by, note=note)


def _lock_repairer(repairer: Repairer) -> None:
    """One change of accounts at a time per repairer. Rows that point to the repairer may go on being added."""
    Repairer.objects.select_for_update(no_key=True).get(pk=repairer.pk)


def _lock_account(account: BankAccount) -> BankAccount:
    _lock_repairer(account.repairer)
    accounts = BankAccount.objects.select_related("repairer").select_for_update(of=("self",), no_key=True)
    # Every row of the repairer, in the order in which a batch locks them when it is approved.
    return {row.pk: row for row in accounts.filter(repairer=account.repairer).order_by("pk")}[account.pk]


def _checked_holder(holder_name: str) -> str:
    holder = " ".join(holder_name.split())
    if not any(character.isalnum() for character in sepa_text(holder, limit=NAME_LENGTH)):
        raise BankAccountRefused(
            "holder-missing", _("Enter the legal name of the account's holder, in Latin letters, as the bank knows it.")
        )
    if len(holder) > NAME_LENGTH:
        raise BankAccountRefused("holder-too-long", _("Banks take a name of 70 characters at most. Shorten it."))
    return holder


def _checked_note(note: str, sentence: Promise) -> str:
    note = " ".join(note.split())
    if not note:
        raise BankAccountRefused("note-missing", sentence)
    if len(note) > NOTE_LENGTH:
        raise BankAccountRefused("note-too-long", _("Write 300 characters at most."))
    return note


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed("not-allowed", _("You may not do this with bank accounts."))
