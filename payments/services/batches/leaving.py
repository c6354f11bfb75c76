"""Claims that leave a batch: some transfers, or all of them. What left stays as history, its claims are free again."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from claims.models import Claim
from claims.services import paying
from core import clock
from payments.models import Batch, CreditTransfer, PaymentLine
from payments.selectors import unpayable_transfers
from payments.services.batches.moves import guards_of, lock_batch, make_move, require_move


def drop_transfers(*, batch: Batch, by: User) -> Batch:
    """The batch being prepared without the transfers whose bank account may not be used now.

    Raises NotAllowed, and MoveRefused (`unpayable`) when every account may be used.
    """
    return _take_out(batch, "drop", by)


def withdraw_transfers(*, batch: Batch, by: User) -> Batch:
    """The approved batch without the transfers whose bank account was replaced or stopped since; before the file.

    The other transfers stay approved: what leaves is recorded, nothing new comes in. Raises NotAllowed, MoveRefused.
    """
    return _take_out(batch, "withdraw", by)


def cancel_batch(*, batch: Batch, by: User) -> Batch:
    """The batch that nobody approved given up; its claims are free for the next one. Raises NotAllowed, MoveRefused."""
    return _give_up(batch, "cancel", by)


def revoke_batch(*, batch: Batch, by: User) -> Batch:
    """The approved batch given up before a file was made of it. Raises NotAllowed, MoveRefused."""
    return _give_up(batch, "revoke", by)


def _take_out(batch: Batch, move: str, by: User) -> Batch:
    require_move(by, move)
    with transaction.atomic():
        locked = lock_batch(batch)
        leaving = list(unpayable_transfers(locked, clock.now()))
        make_move(
            locked,
            move,
            guards=guards_of(locked, by),
            by=by,
            data={"transfers": [transfer.end_to_end_id for transfer in leaving]},
        )
        _release(leaving, by)
        CreditTransfer.objects.filter(pk__in=[transfer.pk for transfer in leaving]).update(withdrawn_at=clock.now())
    return locked


def _give_up(batch: Batch, move: str, by: User) -> Batch:
    require_move(by, move)
    with transaction.atomic():
        locked = lock_batch(batch)
        make_move(locked, move, guards=guards_of(locked, by), by=by)
        _release(list(locked.transfers.filter(withdrawn_at=None)), by)
    return locked


def _release(transfers: Sequence[CreditTransfer], by: User) -> None:
    lines = PaymentLine.objects.filter(transfer__in=[transfer.pk for transfer in transfers], is_live=True)
    claims = list(Claim.objects.filter(payment_lines__in=lines).order_by("pk"))
    lines.update(is_live=False)
    paying.leave_payment(claims=claims, by=by)
