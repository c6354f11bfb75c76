"""Sending: the claim leaves the repairer's hands, once."""

from django.db import transaction

from accounts.models import User
from claims.models import Claim, NoticeKind
from claims.notices import queue_notices
from claims.permissions import can_edit_claim
from claims.rules import delay_extended, payment_due_on, reference_of
from claims.selectors.open_points import DUPLICATE_INVOICE, open_points
from claims.services.amounts import DERIVED_FIELDS, recompute
from claims.services.drafts import require_editable
from claims.services.moves import duplicate_invoice, lock_claim, make_move, require
from claims.services.reading_results import CONTROL_JOB
from claims.services.readings import request_reading
from claims.states import COMPLETE, EDITABLE_STATUSES, Status
from content.selectors import scheme_settings
from core import clock
from core.errors import MoveRefused
from core.queue import enqueue


@transaction.atomic
def send_claim(*, claim: Claim, by: User, idempotency_key: str | None = None) -> Claim:
    """Send a draft, or a claim that was sent back and mended; returns the claim as it is then.

    A claim that was sent already is returned unchanged, so two clicks make one sending. `idempotency_key` (any text of
    the caller) does the same for a request that is repeated after the claim came back for correction.

    Raises MoveRefused (`complete`) with every open point when something is missing, Refused (`duplicate-invoice`) when
    another open claim holds the invoice, also when both are sent at the same instant. Nothing is changed then.
    """
    row = lock_claim(claim)
    require(can_edit_claim(by, row))
    if _was_sent(row, idempotency_key):
        return row
    require_editable(row)
    recompute(row)
    points = open_points(row)
    if points and all(point.code == DUPLICATE_INVOICE.code for point in points):
        raise duplicate_invoice(points)
    if points:
        raise MoveRefused(COMPLETE.name, COMPLETE.message, points)
    now, today = clock.now(), clock.today()
    due_on = row.payment_due_on or payment_due_on(today, scheme_settings().payment_days)
    if row.clock_stopped_on is not None:
        due_on = delay_extended(due_on, stopped_on=row.clock_stopped_on, resumed_on=today)
    version = row.version + 1
    event = make_move(
        row,
        "send",
        guards={COMPLETE.name: True},
        by=by,
        effects={
            "reference": row.reference or reference_of(today.year, row.pk),
            "sent_at": row.sent_at or now,
            "payment_due_on": due_on,
            "clock_stopped_on": None,
            "version": version,
            "typed_version": version,
            **{name: getattr(row, name) for name in DERIVED_FIELDS},
        },
        data={"version": version, **({"idempotency_key": idempotency_key} if idempotency_key else {})},
    )
    request_reading(claim=row)
    enqueue(CONTROL_JOB, row.pk)
    queue_notices(event, NoticeKind.SENT)
    return row


def _was_sent(claim: Claim, idempotency_key: str | None) -> bool:
    if claim.state not in (*EDITABLE_STATUSES, Status.CANCELLED):
        return True
    return (
        idempotency_key is not None and claim.events.filter(move="send", data__idempotency_key=idempotency_key).exists()
    )
