"""The maker's moves before approval: another day, to the approver, and back."""

from datetime import date

from django.db import transaction

from accounts.models import User
from core import clock
from payments.models import Batch
from payments.services.batches.files import check_before_writing, debtor_now
from payments.services.batches.making import require_execution_day
from payments.services.batches.moves import guards_of, lock_batch, make_move, require_move


def reschedule_batch(*, batch: Batch, execution_on: date, by: User) -> Batch:
    """The batch being prepared with another execution day. Raises NotAllowed, MoveRefused, BatchRefused."""
    require_move(by, "reschedule")
    require_execution_day(execution_on)
    with transaction.atomic():
        locked = lock_batch(batch)
        make_move(
            locked,
            "reschedule",
            guards=guards_of(locked, by),
            by=by,
            effects={"execution_on": execution_on},
            data={"execution_on": execution_on.isoformat()},
        )
    return locked


def submit_batch(*, batch: Batch, by: User) -> Batch:
    """The batch handed to an approver, once its file would pass every rule of the banks.

    Raises NotAllowed, MoveRefused, and PaymentFileRefused with what banks would refuse.
    """
    require_move(by, "submit")
    with transaction.atomic():
        locked = lock_batch(batch)
        now = clock.now()
        make_move(
            locked,
            "submit",
            guards=guards_of(locked, by),
            by=by,
            effects={"submitted_by": by, "submitted_at": now},
        )
        check_before_writing(locked, debtor=debtor_now(), created_at=now)
    return locked


def send_back_batch(*, batch: Batch, by: User, note: str = "") -> Batch:
    """The submitted batch with its maker again; `note` says what to mend. Raises NotAllowed, MoveRefused."""
    require_move(by, "send_back")
    with transaction.atomic():
        locked = lock_batch(batch)
        make_move(
            locked,
            "send_back",
            guards=guards_of(locked, by),
            by=by,
            effects={"submitted_by": None, "submitted_at": None},
            data={"note": note.strip()} if note.strip() else {},
        )
    return locked
