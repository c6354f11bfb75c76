"""The money has left: claims are paid, repairers are told."""

from datetime import date

from django.db import transaction

from accounts.models import User
from claims.models import Claim
from claims.services import paying
from payments.models import Batch
from payments.notices import announce_payments
from payments.services.batches.moves import guards_of, lock_batch, make_move, require_move


def settle_batch(*, batch: Batch, paid_on: date, by: User) -> Batch:
    """The exported batch marked as paid on that day, with every claim in it. Raises NotAllowed, MoveRefused."""
    require_move(by, "settle")
    with transaction.atomic():
        locked = lock_batch(batch)
        make_move(
            locked,
            "settle",
            guards=guards_of(locked, by, paid_on=paid_on),
            by=by,
            effects={"paid_on": paid_on},
            data={"paid_on": paid_on.isoformat()},
        )
        paying.settle(claims=held_claims(locked), paid_on=paid_on, by=by)
        announce_payments(locked)
    return locked


def held_claims(batch: Batch) -> list[Claim]:
    """The claims that the batch holds, in the order in which every service locks them."""
    lines = Claim.objects.filter(payment_lines__transfer__batch=batch, payment_lines__is_live=True)
    return list(lines.order_by("pk"))
