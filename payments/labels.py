"""Texts about payments, by who reads them. Dates and amounts are put in by the caller's language."""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from payments.models import BankAccount
from payments.rules import BlockCause
from payments.selectors import Stage, Whereabouts

MOVE_LABELS: dict[str, Promise] = {
    "make": _("Batch prepared"),
    "reschedule": _("Execution day changed"),
    "drop": _("Transfers taken out"),
    "submit": _("Submitted for approval"),
    "send_back": _("Sent back"),
    "approve": pgettext_lazy("batch", "Approved"),
    "withdraw": _("Transfers taken out after approval"),
    "revoke": _("Approval revoked"),
    "export": _("Payment file made"),
    "download": _("Payment file downloaded"),
    "settle": _("Marked as paid"),
    "cancel": pgettext_lazy("batch", "Cancelled"),
}

ACCOUNT_ACT_LABELS: dict[str, Promise] = {
    "add": _("Added"),
    "replace": _("Replaced by another account"),
    "confirm": _("Confirmed"),
    "refuse": _("Not confirmed"),
    "stop": _("Stopped"),
    "reveal": _("IBAN shown"),
}

_CAUSES_FOR_FINANCE: dict[BlockCause, Promise] = {
    BlockCause.NO_ACCOUNT: _("The repairer has given no bank account."),
    BlockCause.NOT_CONFIRMED: _("The bank account waits for confirmation."),
    BlockCause.COOL_OFF: _("The bank account was confirmed a short time ago and may not be used yet."),
}


def move_label(move: str) -> str | Promise:
    """What happened to a batch, for its history."""
    return MOVE_LABELS[move]


def account_act_label(act: str) -> str | Promise:
    """What happened to a bank account, for its history."""
    return ACCOUNT_ACT_LABELS[act]


def cause_label(cause: BlockCause) -> str | Promise:
    """Why claims of a repairer cannot be paid, for finance."""
    return _CAUSES_FOR_FINANCE[cause]


def account_sentence(account: BankAccount) -> str:
    """Where the bank account is, for the repairer: what it means and what to do."""
    if account.status == BankAccount.Status.CONFIRMED and account.usable_from is not None:
        return gettext("Confirmed. Payments go to this account from %(instant)s on.") % {
            "instant": date_format(localtime(account.usable_from), "SHORT_DATETIME_FORMAT")
        }
    if account.status == BankAccount.Status.PENDING:
        return gettext("We are checking this account. Somebody may call you to make sure that it is yours.")
    if account.status == BankAccount.Status.REFUSED:
        return gettext("This account is not used: %(reason)s") % {"reason": account.refusal_reason}
    return gettext("Another account has taken its place.")


def whereabouts_sentence(whereabouts: Whereabouts) -> str:
    """Where the claim's money is, for the repairer, in one sentence."""
    if whereabouts.stage is Stage.BLOCKED:
        return _blocked_sentence(whereabouts)
    values = {
        "batch": whereabouts.batch_reference,
        "account": whereabouts.last_four,
        "day": date_format(whereabouts.day, "SHORT_DATE_FORMAT") if whereabouts.day else "",
    }
    sentences = {
        Stage.NOT_APPROVED: gettext("The claim is not approved, so no payment is under way."),
        Stage.WAITING: gettext("The claim is approved and will be in the next payment batch."),
        Stage.PREPARING: gettext("The payment is being prepared."),
        Stage.APPROVED: gettext(
            "The payment is approved in batch %(batch)s and will leave on %(day)s for your account ending in"
            " %(account)s."
        ),
        Stage.AT_BANK: gettext(
            "The payment is with the bank in batch %(batch)s, to be carried out on %(day)s for your account ending in"
            " %(account)s."
        ),
        Stage.PAID: gettext("Paid on %(day)s in batch %(batch)s to your account ending in %(account)s."),
    }
    return sentences[whereabouts.stage] % values


def _blocked_sentence(whereabouts: Whereabouts) -> str:
    if whereabouts.cause is BlockCause.COOL_OFF and whereabouts.usable_from is not None:
        return gettext("Your bank account is new: for your safety it is paid to from %(instant)s on.") % {
            "instant": date_format(localtime(whereabouts.usable_from), "SHORT_DATETIME_FORMAT")
        }
    if whereabouts.cause is BlockCause.NOT_CONFIRMED:
        return gettext("Your bank account is being checked. The payment follows once it is confirmed.")
    return gettext("You have not given a bank account yet. Add one, so that we can pay you.")
