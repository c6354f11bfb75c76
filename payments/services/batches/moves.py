"""What every move of a batch shares: the lock, the permission, the guards, the write with its event."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import NotAllowed, Refused
from core.workflow import Possibility
from payments.models import BankAccount, Batch, BatchEvent
from payments.permissions import can_make_move
from payments.rules import is_paid_day_plausible
from payments.selectors import unpayable_transfers
from payments.states import BATCH_WORKFLOW, BatchStatus

_PREPARING_MOVES = ("make", "reschedule", "drop", "submit")


class BatchRefused(Refused):
    """The batch was not made or not changed, for a reason that is no guard of a move."""


def lock_batch(batch: Batch) -> Batch:
    """A fresh copy of the batch, its row locked until the end of the transaction; always the first lock taken."""
    return Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)


def lock_accounts(batch: Batch) -> None:
    """No account that the batch pays to is replaced or stopped until this transaction ends."""
    accounts = BankAccount.objects.filter(transfers__batch=batch, transfers__withdrawn_at=None)
    list(accounts.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True))


def require_move(by: User, move: str) -> None:
    """NotAllowed unless the person's roles allow the move."""
    if not can_make_move(by, move):
        raise NotAllowed("not-allowed", _("You may not do this with payment batches."))


def possibilities(batch: Batch, user: User) -> list[Possibility[BatchStatus]]:
    """The moves that the person's roles allow from here, with what blocks each.

    What a person brings along blocks nothing here: the digest seen, the day of payment (taken to be today).
    """
    guards = guards_of(batch, user, has_seen_digest=True, is_as_approved=True, paid_on=clock.today())
    return [found for found in BATCH_WORKFLOW.evaluate(batch.state, guards) if can_make_move(user, found.move.name)]


def guards_of(
    batch: Batch,
    by: User,
    *,
    has_seen_digest: bool = False,
    is_as_approved: bool = False,
    paid_on: date | None = None,
) -> dict[str, bool]:
    """Every guard of the table for this batch and person, computed now. What a move does not bring is not met."""
    today = clock.today()
    computed: Mapping[str, Callable[[], bool]] = {
        "has-transfers": lambda: batch.transfers.filter(withdrawn_at=None).exists(),
        "day-ahead": lambda: batch.execution_on >= today,
        "other-person": lambda: not _took_part_in_preparing(batch, by),
        "not-account-handler": lambda: not _handled_an_account(batch, by),
        "digest-seen": lambda: has_seen_digest,
        "as-approved": lambda: is_as_approved,
        "day-plausible": lambda: (
            paid_on is not None and is_paid_day_plausible(paid_on, execution_on=batch.execution_on, today=today)
        ),
    }
    has_unpayable = unpayable_transfers(batch, clock.now()).exists()
    return {
        **{name: compute() for name, compute in computed.items()},
        "accounts-usable": not has_unpayable,
        "unpayable": has_unpayable,
    }


def make_move(
    batch: Batch,
    move: str,
    *,
    guards: Mapping[str, bool],
    by: User,
    effects: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
) -> BatchEvent:
    """Ask the table for the target, set the effects, save exactly those fields, append the event.

    The batch's row is locked by the caller. Raises MoveRefused when the table says no; nothing is changed then.
    """
    source = batch.state
    target = BATCH_WORKFLOW.target(move, source, guards)
    changes = {**(effects or {}), "status": target}
    for name, value in changes.items():
        setattr(batch, name, value)
    batch.save(update_fields=list(changes))
    return append_event(batch, move, by=by, source=source, data=data)


def append_event(
    batch: Batch, move: str, *, by: User, source: BatchStatus | None, data: Mapping[str, Any] | None = None
) -> BatchEvent:
    """The row of the history for what has just happened; `source` is the status before, None at the beginning."""
    return BatchEvent.objects.create(
        batch=batch, move=move, from_status=source or "", to_status=batch.status, by=by, data=dict(data or {})
    )


def _took_part_in_preparing(batch: Batch, by: User) -> bool:
    """True for who made or submitted it, and for who changed it before, also if it was sent back since."""
    return (
        by.pk in (batch.made_by_id, batch.submitted_by_id)
        or batch.events.filter(by=by, move__in=_PREPARING_MOVES).exists()
    )


def _handled_an_account(batch: Batch, by: User) -> bool:
    handled = Q(bank_account__added_by=by) | Q(bank_account__confirmed_by=by)
    return batch.transfers.filter(handled, withdrawn_at=None).exists()
