"""What every move shares: the lock, the guards, the write with its event. Screens ask `possibilities()`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.controls.base import Strength
from claims.models import Claim, ClaimEvent, ControlRun, Decision
from claims.permissions import can_decide_claim, can_edit_claim
from claims.selectors.open_points import DUPLICATE_INVOICE, open_points
from claims.selectors.readings import latest_run
from claims.states import (
    ABOVE_LIMIT,
    AUTOMATIC,
    BELOW_LIMIT,
    CLAIM_WORKFLOW,
    COMPLETE,
    CONTROLLED,
    NO_BLOCKER,
    NOT_THE_REFUSER,
    OPEN_STATUSES,
    OTHER_PERSON,
    REASON_GIVEN,
    WITHOUT_FINDING,
    Status,
)
from content.selectors import scheme_settings
from core.errors import NotAllowed, OpenPoint, Refused
from core.workflow import Possibility

REPAIRER_MOVES = ("send", "cancel", "appeal")
OFFICER_MOVES = (
    "approve",
    "approve_first",
    "approve_second",
    "request_correction",
    "refuse",
    "allow_appeal",
    "allow_appeal_first",
    "dismiss_appeal",
)
_GUARDS_OF_CONTROLS = {CONTROLLED.name, WITHOUT_FINDING.name, NO_BLOCKER.name}
_AGAINST = (Decision.Kind.REFUSAL, Decision.Kind.APPEAL_DISMISSED)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a person brings to a move: whether a reason was given, which blockers they set aside."""

    reason_given: bool = False
    overrides: Collection[str] = ()


NOTHING_GIVEN = Inputs()


def lock_claim(claim: Claim) -> Claim:
    """A fresh copy of the claim, its row locked until the end of the transaction.

    Each service locks the claim before any other row, so that no two of them wait for each other.
    """
    return Claim.objects.select_for_update(of=("self",)).select_related("repairer").get(pk=claim.pk)


def require(allowed: bool) -> None:
    """Raise NotAllowed unless the person may do this."""
    if not allowed:
        raise NotAllowed("not-allowed", _("You may not do this with this claim."))


def possibilities(claim: Claim, user: User) -> list[Possibility[Status]]:
    """The moves that this person can make from here, each with what blocks it.

    A reason is asked for when the move is made, so it blocks nothing here; blockers count as not set aside.
    """
    names: list[str] = []
    if can_edit_claim(user, claim):
        names.extend(REPAIRER_MOVES)
    if can_decide_claim(user, claim):
        names.extend(OFFICER_MOVES)
    guards = guards_of(claim, names, by=user, inputs=Inputs(reason_given=True))
    return [found for found in CLAIM_WORKFLOW.evaluate(claim.state, guards) if found.move.name in names]


def guards_of(
    claim: Claim, moves: Collection[str], *, by: User | None, inputs: Inputs = NOTHING_GIVEN
) -> dict[str, bool]:
    """The guards of these moves as far as they leave from here, computed from the claim as it is.

    The services and `possibilities()` share them. Whether a claim is in a batch is known to payments alone, which
    passes those guards itself.
    """
    needed = {
        guard.name
        for move in CLAIM_WORKFLOW.moves
        if move.name in moves and claim.state in move.sources
        for guard in move.guards
    }
    run = _run_of_version(claim) if needed & _GUARDS_OF_CONTROLS else None
    blockers = _codes_of(run, Strength.BLOCKER)
    computed: Mapping[str, Callable[[], bool]] = {
        COMPLETE.name: lambda: not open_points(claim),
        CONTROLLED.name: lambda: run is not None,
        WITHOUT_FINDING.name: lambda: run is not None and not blockers and not _codes_of(run, Strength.WARNING),
        NO_BLOCKER.name: lambda: run is not None and blockers <= frozenset(inputs.overrides),
        REASON_GIVEN.name: lambda: inputs.reason_given,
        AUTOMATIC.name: lambda: scheme_settings().automatic_approval,
        BELOW_LIMIT.name: lambda: not _is_above_limit(claim),
        ABOVE_LIMIT.name: lambda: _is_above_limit(claim),
        NOT_THE_REFUSER.name: lambda: (
            claim.state is not Status.APPEALED or (by is not None and not _decided_before(claim, by))
        ),
        OTHER_PERSON.name: lambda: by is not None and not _decided_before(claim, by),
    }
    return {name: compute() for name, compute in computed.items() if name in needed}


def make_move(
    claim: Claim,
    move: str,
    *,
    guards: Mapping[str, bool],
    by: User | None,
    effects: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
) -> ClaimEvent:
    """Ask the table for the target, set the effects, save exactly those fields, append the event.

    The claim's row is locked by the caller. Raises MoveRefused when the table says no and Refused
    (`duplicate-invoice`) when another open claim holds the invoice; nothing is changed then.
    """
    source = claim.state
    target = CLAIM_WORKFLOW.target(move, source, guards)
    changes = {**(effects or {}), "status": target}
    before = {name: getattr(claim, name) for name in changes}
    for name, value in changes.items():
        setattr(claim, name, value)
    try:
        with transaction.atomic():
            claim.save(update_fields=[*changes, "changed_at"])
    except IntegrityError as error:
        for name, value in before.items():
            setattr(claim, name, value)
        if invoice_is_taken(claim):
            raise duplicate_invoice() from error
        raise
    return ClaimEvent.objects.create(
        claim=claim, move=move, from_status=source, to_status=target, by=by, data=dict(data or {})
    )


def invoice_is_taken(claim: Claim) -> bool:
    """True when another open claim holds this invoice."""
    others = Claim.objects.filter(invoice_key=claim.invoice_key, status__in=OPEN_STATUSES).exclude(pk=claim.pk)
    return claim.invoice_key != "" and others.exists()


def duplicate_invoice(points: Sequence[OpenPoint] = ()) -> Refused:
    """The refusal of a second claim for one invoice."""
    return Refused(DUPLICATE_INVOICE.code, DUPLICATE_INVOICE.message, points or (DUPLICATE_INVOICE,))


def blockers_of(claim: Claim) -> frozenset[str]:
    """The codes of the findings that forbid approval of the claim as it was last sent."""
    return _codes_of(_run_of_version(claim), Strength.BLOCKER)


def _run_of_version(claim: Claim) -> ControlRun | None:
    run = latest_run(claim)
    return run if run is not None and run.claim_version == claim.version else None


def _codes_of(run: ControlRun | None, *strengths: Strength) -> frozenset[str]:
    if run is None:
        return frozenset()
    return frozenset(finding.code for finding in run.findings.all() if finding.strength in strengths)


def _is_above_limit(claim: Claim) -> bool:
    return claim.bonus is not None and claim.bonus > scheme_settings().second_person_above


def _decided_before(claim: Claim, by: User) -> bool:
    """True when the person refused this claim (an appeal), or decided on it as it stands now (a second review)."""
    relevant = Q(kind__in=_AGAINST) if claim.state is Status.APPEALED else Q(claim_version=claim.version)
    return claim.decisions.filter(relevant, made_by=by).exists()
