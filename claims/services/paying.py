"""Payment as claims see it: payments calls these, checks permission, and holds the proof of what is in a batch.

A batch holds thousands of claims, so the rows are locked and moved together, all of them or none. Payments, which knows
the transfer, also tells the people who are paid.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from claims.models import Claim, ClaimEvent
from claims.states import BATCHED, CLAIM_WORKFLOW, NOT_BATCHED
from core import clock

_ROWS_AT_ONCE = 1000


@transaction.atomic
def enter_payment(*, claims: Sequence[Claim], by: User) -> list[Claim]:
    """Approved claims go into a batch; MoveRefused (`wrong-status`) when one of them is not approved."""
    return _move_all(claims, "enter_payment", {NOT_BATCHED.name: True}, by)


@transaction.atomic
def leave_payment(*, claims: Sequence[Claim], by: User) -> list[Claim]:
    """Claims leave their batch and are approved as before; MoveRefused when one of them is in none."""
    return _move_all(claims, "leave_payment", {BATCHED.name: True}, by)


@transaction.atomic
def settle(*, claims: Sequence[Claim], paid_on: date, by: User) -> list[Claim]:
    """Claims in a batch are paid on that day; MoveRefused when one of them is in none."""
    return _move_all(claims, "settle", {BATCHED.name: True}, by, {"paid_on": paid_on})


def _move_all(
    claims: Sequence[Claim], move: str, guards: Mapping[str, bool], by: User, effects: Mapping[str, Any] | None = None
) -> list[Claim]:
    rows: list[Claim] = []
    events: list[ClaimEvent] = []
    # In the order of their ids, so that two batches that share claims wait for each other instead of locking up.
    ids = sorted({claim.pk for claim in claims})
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        some = list(
            Claim.objects.select_for_update(of=("self",))
            .filter(pk__in=ids[start : start + _ROWS_AT_ONCE])
            .order_by("pk")
        )
        changes: dict[str, Any] = {**(effects or {}), "changed_at": clock.now()}
        for row in some:
            source = row.state
            changes["status"] = CLAIM_WORKFLOW.target(move, source, guards)
            for name, value in changes.items():
                setattr(row, name, value)
            events.append(ClaimEvent(claim=row, move=move, from_status=source, to_status=row.status, by=by))
        # A move leads to one status, so the rows change alike: one statement, not one value a row.
        Claim.objects.filter(pk__in=[row.pk for row in some]).update(**changes)
        rows += some
    ClaimEvent.objects.bulk_create(events, batch_size=_ROWS_AT_ONCE)
    return rows
