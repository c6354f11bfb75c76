"""Batches and what is in them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from certification.models import Repairer
from core.money import ZERO, total_of
from payments.models import Batch, CreditTransfer, PaymentLine
from payments.permissions import can_view_batches
from payments.selectors.bank_accounts import usable_accounts
from payments.states import DECIDED_BATCH_STATUSES

_IN_BATCH = Q(transfers__withdrawn_at=None)


@dataclass(frozen=True, slots=True)
class BatchDifference:
    """What is unlike the last batch that was approved; amounts in euros, `previous` None for the first batch.

    `new_repairers` were never paid before, `changed_accounts` are paid to another account than last time.
    """

    previous: Batch | None
    total: Decimal
    previous_total: Decimal
    transfer_count: int
    previous_transfer_count: int
    new_repairers: list[Repairer]
    changed_accounts: list[Repairer]


def batches_visible_to(user: User) -> QuerySet[Batch, Any]:
    """Every batch for finance and administrators, none for others; with `transfer_count`, `claim_count`, `total`."""
    if not can_view_batches(user):
        return Batch.objects.none()
    lines = PaymentLine.objects.filter(transfer__batch=OuterRef("pk"), transfer__withdrawn_at=None)
    claim_count = lines.order_by().values("transfer__batch").annotate(count=Count("pk")).values("count")
    return (
        Batch.objects.select_related("made_by", "submitted_by", "approved_by")
        .annotate(
            transfer_count=Count("transfers", filter=_IN_BATCH),
            total=Coalesce(Sum("transfers__amount", filter=_IN_BATCH), ZERO),
            claim_count=Coalesce(Subquery(claim_count, output_field=IntegerField()), 0),
        )
        .order_by("-pk")
    )


def transfers_in(batch: Batch) -> QuerySet[CreditTransfer, Any]:
    """The transfers in the batch by repairer, each with `claim_count`; those that left it are not among them."""
    return (
        batch.transfers.filter(withdrawn_at=None)
        .select_related("repairer", "bank_account")
        .annotate(claim_count=Count("lines"))
        .order_by("repairer__legal_name", "pk")
    )


def batch_lines(batch: Batch) -> QuerySet[PaymentLine]:
    """What the batch pays, claim by claim, in the order of `transfers_in`."""
    return (
        PaymentLine.objects.filter(transfer__batch=batch, transfer__withdrawn_at=None)
        .select_related("transfer__repairer", "transfer__bank_account", "claim__product", "claim__workshop")
        .order_by("transfer__repairer__legal_name", "transfer_id", "pk")
    )


def unpayable_transfers(batch: Batch, at: datetime) -> QuerySet[CreditTransfer]:
    """The transfers in the batch whose bank account may not be paid to at that instant: replaced or stopped since."""
    usable = Exists(usable_accounts(at).filter(pk=OuterRef("bank_account")))
    return (
        batch.transfers.filter(~usable, withdrawn_at=None)
        .select_related("repairer", "bank_account")
        .order_by("repairer__legal_name", "pk")
    )


def difference_from_last(batch: Batch) -> BatchDifference:
    """The batch beside the last approved one before it: totals, first payments, changed accounts. Three queries."""
    decided = Batch.objects.filter(status__in=DECIDED_BATCH_STATUSES, pk__lt=batch.pk)
    previous = decided.order_by("-pk").first()
    before = CreditTransfer.objects.filter(
        repairer=OuterRef("repairer"), batch__in=decided, withdrawn_at=None
    ).order_by("-batch_id")
    transfers = list(transfers_in(batch).annotate(account_before=Subquery(before.values("bank_account")[:1])))
    amounts_before = list(transfers_in(previous).values_list("amount", flat=True)) if previous else []
    return BatchDifference(
        previous=previous,
        total=total_of(transfer.amount for transfer in transfers),
        previous_total=total_of(amounts_before),
        transfer_count=len(transfers),
        previous_transfer_count=len(amounts_before),
        new_repairers=[transfer.repairer for transfer in transfers if transfer.account_before is None],
        changed_accounts=[
            transfer.repairer
            for transfer in transfers
            if transfer.account_before not in (None, transfer.bank_account_id)
        ],
    )
