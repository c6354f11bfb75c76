"""Controlling: a sent claim goes straight through, or to a person."""

import structlog
from django.db import transaction

from claims.controls.base import Control, Finding, Strength
from claims.controls.registry import run_controls
from claims.models import Claim, ControlRun, DocumentPurpose, DocumentReading, FindingRecord, NoticeKind, ReadingStatus
from claims.notices import queue_notices
from claims.selectors.readings import latest_reading
from claims.services.facts import facts_of
from claims.services.moves import guards_of, lock_claim, make_move
from claims.services.reading_results import CONTROL_JOB
from claims.services.readings import LOST_AFTER, reading_of, request_reading
from claims.states import CLAIM_WORKFLOW, Status
from core import clock
from core.queue import enqueue

CONTROLS_FAILED = "controls-failed"
_VALUE_KEPT = 200
_log = structlog.get_logger(__name__)


def control_claim(claim_id: int) -> None:
    """Run all controls on a sent claim, keep what they found, and pass it on.

    Without a finding above a notice, and where the scheme allows it, the claim is approved; anything else goes to a
    person: no claim is ever refused here. A claim whose invoice is still being read waits: the reading wakes it.
    Harmless when it is started twice.
    """
    with transaction.atomic():
        claim = _locked(claim_id)
        if claim is None or claim.state is not Status.SENT:
            return
        reading = latest_reading(claim) or request_reading(claim=claim)
        if reading.status not in (ReadingStatus.DONE, ReadingStatus.FAILED):
            return
        _record(claim, reading, _findings(claim, reading))
        _pass_on(claim)


def requeue_uncontrolled_claims() -> int:
    """Queue again the control of sent claims that nobody works on; returns how many."""
    unfinished = DocumentReading.objects.filter(
        purpose=DocumentPurpose.INVOICE, status__in=(ReadingStatus.WAITING, ReadingStatus.RUNNING)
    )
    forgotten = (
        Claim.objects.filter(status=Status.SENT, changed_at__lt=clock.now() - LOST_AFTER)
        .exclude(pk__in=unfinished.values("claim"))
        .order_by("payment_due_on", "pk")
    )
    ids = list(forgotten.values_list("pk", flat=True)[:500])
    for pk in ids:
        enqueue(CONTROL_JOB, pk)
    return len(ids)


def _locked(claim_id: int) -> Claim | None:
    claim = Claim.objects.filter(pk=claim_id).first()
    return lock_claim(claim) if claim else None


def _findings(claim: Claim, reading: DocumentReading) -> list[Finding]:
    """What the controls found. One that fails must not keep a claim from its day of payment: a person looks instead.

    An error's text may quote the claim, so the log names its type only.
    """

    def failed(control: Control, error: Exception) -> Finding:
        _log.error("control-failed", claim=claim.reference, control=control.code, error=type(error).__name__)
        return Finding(CONTROLS_FAILED, Strength.WARNING, declared=control.code)

    try:
        with transaction.atomic():
            facts = facts_of(claim, reading_of(reading))
    except Exception as error:  # noqa: BLE001
        _log.error("facts-failed", claim=claim.reference, error=type(error).__name__)
        return [Finding(CONTROLS_FAILED, Strength.WARNING)]
    return run_controls(facts, on_failure=failed)


def _record(claim: Claim, reading: DocumentReading, findings: list[Finding]) -> None:
    run = ControlRun.objects.create(claim=claim, reading=reading, claim_version=claim.version)
    FindingRecord.objects.bulk_create(
        FindingRecord(
            run=run,
            code=finding.code,
            strength=finding.strength,
            declared=finding.declared[:_VALUE_KEPT],
            read=finding.read[:_VALUE_KEPT],
            page=finding.box.page if finding.box else None,
            box=[finding.box.left, finding.box.top, finding.box.right, finding.box.bottom] if finding.box else None,
            reason_code=finding.reason,
        )
        for finding in findings
    )


def _pass_on(claim: Claim) -> None:
    guards = guards_of(claim, ("pass", "flag"), by=None)
    open_moves = {found.move.name for found in CLAIM_WORKFLOW.evaluate(claim.state, guards) if found.is_open}
    if "pass" in open_moves:
        event = make_move(claim, "pass", guards=guards, by=None, effects={"approved_at": clock.now()})
        queue_notices(event, NoticeKind.APPROVED)
    else:
        make_move(claim, "flag", guards=guards, by=None)
