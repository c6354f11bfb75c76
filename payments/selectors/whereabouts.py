"""Where is my money? From a claim to its transfer, or to the reason why there is none yet."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import User
from certification.models import Repairer
from certification.selectors import repairers_of
from claims.models import Claim
from claims.states import Status
from core import clock
from payments.models import BankAccount, CreditTransfer, PaymentLine
from payments.rules import BlockCause
from payments.selectors.claims import block_of
from payments.states import DECIDED_BATCH_STATUSES, BatchStatus


class Stage(StrEnum):
    """How far the money of a claim is, in the repairer's terms."""

    NOT_APPROVED = "not-approved"
    BLOCKED = "blocked"
    WAITING = "waiting"
    PREPARING = "preparing"
    APPROVED = "approved"
    AT_BANK = "at-bank"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where the money of a claim is. `day` is that of the execution or, once paid, of the payment.

    `cause` says why nothing can be paid (stage BLOCKED), `usable_from` when the cool-off ends. `batch_reference` and
    `end_to_end_id` are what the bank statement will show; they are told once two people have approved the batch.
    """

    stage: Stage
    cause: BlockCause | None = None
    usable_from: datetime | None = None
    day: date | None = None
    batch_reference: str = ""
    end_to_end_id: str = ""
    last_four: str = ""


def payment_of(claim: Claim) -> CreditTransfer | None:
    """The transfer that holds the claim now, with its batch; None while no batch does. One query."""
    line = (
        PaymentLine.objects.filter(claim=claim, is_live=True)
        .select_related("transfer__batch", "transfer__bank_account")
        .first()
    )
    return line.transfer if line else None


def whereabouts_of(claim: Claim) -> Whereabouts:
    """Where the claim's money is. Two queries at most."""
    if claim.status == Status.APPROVED:
        return _before_any_batch(claim)
    transfer = payment_of(claim) if claim.status in (Status.IN_PAYMENT, Status.PAID) else None
    if transfer is None:
        return Whereabouts(Stage.NOT_APPROVED)
    batch = transfer.batch
    if batch.status not in DECIDED_BATCH_STATUSES:
        return Whereabouts(Stage.PREPARING)
    stage = {BatchStatus.APPROVED: Stage.APPROVED, BatchStatus.EXPORTED: Stage.AT_BANK, BatchStatus.PAID: Stage.PAID}
    return Whereabouts(
        stage=stage[batch.state],
        day=batch.paid_on or batch.execution_on,
        batch_reference=batch.reference,
        end_to_end_id=transfer.end_to_end_id,
        last_four=transfer.bank_account.last_four,
    )


def transfers_of(repairer: Repairer) -> QuerySet[CreditTransfer, Any]:
    """The repairer's transfers that two people approved, the newest first, each with `claim_count`."""
    return _transfers_approved().filter(repairer=repairer).annotate(claim_count=Count("lines"))


def transfers_visible_to(user: User) -> QuerySet[CreditTransfer, Any]:
    """The approved transfers of the companies that the person works for, the newest first."""
    return _transfers_approved().filter(repairer__in=repairers_of(user))


def _transfers_approved() -> QuerySet[CreditTransfer, Any]:
    return (
        CreditTransfer.objects.filter(batch__status__in=DECIDED_BATCH_STATUSES, withdrawn_at=None)
        .select_related("batch", "bank_account")
        .order_by("-batch_id", "-pk")
    )


def _before_any_batch(claim: Claim) -> Whereabouts:
    live = list(BankAccount.objects.filter(repairer=claim.repairer_id, ended_at=None))
    now = clock.now()
    for account in live:
        if account.usable_from is not None and account.usable_from <= now:
            return Whereabouts(Stage.WAITING, last_four=account.last_four)
    cause, usable_from = block_of(live)
    return Whereabouts(Stage.BLOCKED, cause=cause, usable_from=usable_from)
