"""Decisions of officers: approve, ask for a correction, refuse, answer an appeal. Each leaves a Decision for ever."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.models import Claim, Decision, NoticeKind, ReviewLock
from claims.notices import queue_notices
from claims.permissions import can_decide_claim
from claims.services.moves import Inputs, blockers_of, guards_of, lock_claim, make_move, require
from claims.services.reviewing import require_no_other_lock
from claims.states import BELOW_LIMIT, CLAIM_WORKFLOW, Status
from content.models import RejectionReason
from content.selectors import reasons_in_use
from core import clock
from core.errors import Conflict, Refused

_APPROVALS = {
    "approve": Decision.Kind.APPROVAL,
    "approve_first": Decision.Kind.FIRST_APPROVAL,
    "approve_second": Decision.Kind.SECOND_APPROVAL,
}

_NOTICES: Mapping[Decision.Kind, NoticeKind] = {
    Decision.Kind.APPROVAL: NoticeKind.APPROVED,
    Decision.Kind.SECOND_APPROVAL: NoticeKind.APPROVED,
    Decision.Kind.APPEAL_ALLOWED: NoticeKind.APPROVED,
    Decision.Kind.CORRECTION_REQUEST: NoticeKind.CORRECTION_REQUESTED,
    Decision.Kind.REFUSAL: NoticeKind.REFUSED,
    Decision.Kind.APPEAL_DISMISSED: NoticeKind.REFUSED,
}
_AGAINST = (Decision.Kind.CORRECTION_REQUEST, Decision.Kind.REFUSAL, Decision.Kind.APPEAL_DISMISSED)


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What one decision says: its kind, and what the officer wrote and chose."""

    kind: Decision.Kind
    note: str = ""
    reason: RejectionReason | None = None
    message: str = ""
    overrides: tuple[str, ...] = ()
    effects: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def approve(
    *, claim: Claim, by: User, note: str = "", overrides: Collection[str] = (), seen: str | None = None
) -> Claim:
    """Approve; above the scheme's limit the first officer's approval leads to a second person.

    `overrides` are the codes of the blockers that do not apply; then `note` has to say why. `seen`, here and below, is
    the `state_stamp` of the claim that the officer looked at. Raises MoveRefused (`no-blocker`, `other-person`,
    `wrong-status`), Refused (`locked`, `note-missing`, `unknown-finding`), Conflict (`changed-meanwhile`), NotAllowed.
    """
    row = _begin(claim, by, seen)
    given = _checked_overrides(row, overrides, note)
    move = "approve"
    if row.state is Status.SECOND_REVIEW:
        move = "approve_second"
    elif not guards_of(row, ("approve",), by=by).get(BELOW_LIMIT.name, True):
        move = "approve_first"
    effects = {} if move == "approve_first" else {"approved_at": clock.now()}
    _decide(row, move, by, _Ruling(_APPROVALS[move], note, overrides=given, effects=effects))
    return row


@transaction.atomic
def request_correction(
    *,
    claim: Claim,
    by: User,
    reason: RejectionReason | None,
    message: str,
    note: str = "",
    seen: str | None = None,
) -> Claim:
    """Send the claim back to be mended; the delay of payment stops until it is sent again (domain.md, section 6)."""
    row = _begin(claim, by, seen)
    effects = {"clock_stopped_on": clock.today(), "refused_at": None}
    ruling = _Ruling(Decision.Kind.CORRECTION_REQUEST, note, reason, message, effects=effects)
    _decide(row, "request_correction", by, ruling)
    return row


@transaction.atomic
def refuse(
    *,
    claim: Claim,
    by: User,
    reason: RejectionReason | None,
    message: str,
    note: str = "",
    seen: str | None = None,
) -> Claim:
    """Refuse with a reason of the list and a message; the repairer may appeal."""
    row = _begin(claim, by, seen)
    ruling = _Ruling(Decision.Kind.REFUSAL, note, reason, message, effects={"refused_at": clock.now()})
    _decide(row, "refuse", by, ruling)
    return row


@transaction.atomic
def allow_appeal(
    *, claim: Claim, by: User, note: str = "", overrides: Collection[str] = (), seen: str | None = None
) -> Claim:
    """Approve after an appeal; another person than the one who refused, and above the limit a third one too."""
    row = _begin(claim, by, seen)
    given = _checked_overrides(row, overrides, note)
    if guards_of(row, ("allow_appeal",), by=by).get(BELOW_LIMIT.name, True):
        move, kind, approved_at = "allow_appeal", Decision.Kind.APPEAL_ALLOWED, clock.now()
    else:
        move, kind, approved_at = "allow_appeal_first", Decision.Kind.FIRST_APPROVAL, None
    effects = {"approved_at": approved_at, "refused_at": None}
    _decide(row, move, by, _Ruling(kind, note, overrides=given, effects=effects))
    return row


@transaction.atomic
def dismiss_appeal(
    *,
    claim: Claim,
    by: User,
    reason: RejectionReason | None,
    message: str,
    note: str = "",
    seen: str | None = None,
) -> Claim:
    """Refuse once more after an appeal; another person than the one who refused."""
    row = _begin(claim, by, seen)
    ruling = _Ruling(Decision.Kind.APPEAL_DISMISSED, note, reason, message, effects={"refused_at": clock.now()})
    _decide(row, "dismiss_appeal", by, ruling)
    return row


def preview_message(reason: RejectionReason, language: str, *, is_refusal: bool) -> str:
    """The text that an officer starts from: the reason's own words in the repairer's language.

    A request for correction says what to correct, a refusal why the claim is not paid and that an appeal is open. What
    the officer then sends is stored as it was sent.
    """
    return reason.refusal(language) if is_refusal else reason.message(language)


def state_stamp(claim: Claim) -> str:
    """What tells two states of a claim apart for who decides: its version, its status, how many decisions it has."""
    return f"{claim.version}-{claim.status}-{claim.decisions.count()}"


def _begin(claim: Claim, by: User, seen: str | None) -> Claim:
    row = lock_claim(claim)
    require(can_decide_claim(by, row))
    if seen is not None and seen != state_stamp(row):
        raise Conflict(
            "changed-meanwhile",
            _("The claim has changed since you opened it. Look at it as it is now, then decide again if it needs it."),
        )
    require_no_other_lock(row, by)
    return row


def _checked_overrides(claim: Claim, overrides: Collection[str], note: str) -> tuple[str, ...]:
    given = tuple(sorted(set(overrides)))
    if given and not note.strip():
        raise Refused("note-missing", _("Write a note: why does the finding not apply?"))
    if not blockers_of(claim).issuperset(given):
        raise Refused("unknown-finding", _("The findings have changed: load the page again and look once more."))
    return given


def _decide(claim: Claim, move: str, by: User, ruling: _Ruling) -> None:
    message, note = ruling.message.strip(), ruling.note.strip()
    if ruling.reason is not None and not reasons_in_use().filter(pk=ruling.reason.pk).exists():
        raise Refused("reason-not-in-use", _("This reason is no longer in use. Choose another one of the list."))
    if ruling.kind in _AGAINST and ruling.reason is not None and not message:
        raise Refused("message-missing", _("Write the message to the repairer: what is wrong, and what to do."))
    inputs = Inputs(reason_given=ruling.reason is not None, overrides=ruling.overrides)
    guards = guards_of(claim, (move,), by=by, inputs=inputs)
    # The table is asked before the decision is written: what it refuses leaves no trace.
    CLAIM_WORKFLOW.target(move, claim.state, guards)
    decision = Decision.objects.create(
        claim=claim,
        claim_version=claim.version,
        kind=ruling.kind,
        reason=ruling.reason,
        message=message,
        note=note,
        overridden_findings=list(ruling.overrides),
        made_by=by,
    )
    event = make_move(claim, move, guards=guards, by=by, effects=ruling.effects, data={"decision": decision.pk})
    ReviewLock.objects.filter(claim=claim).delete()
    notice = _NOTICES.get(ruling.kind)
    if notice is not None:
        queue_notices(event, notice)
