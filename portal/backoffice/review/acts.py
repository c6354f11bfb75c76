"""What an officer can do with a claim now: the state table's answer, put together as three buttons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from accounts.models import User
from claims.labels import act_label
from claims.models import Claim, NoticeKind
from claims.services import deciding
from claims.services.moves import possibilities
from claims.states import ABOVE_LIMIT, BELOW_LIMIT, NO_BLOCKER, Status
from core.workflow import Possibility


class ActKind(StrEnum):
    """The three things that an officer can say."""

    APPROVE = "approve"
    CORRECT = "correct"
    REFUSE = "refuse"


_KINDS = {
    "approve": ActKind.APPROVE,
    "approve_first": ActKind.APPROVE,
    "approve_second": ActKind.APPROVE,
    "allow_appeal": ActKind.APPROVE,
    "allow_appeal_first": ActKind.APPROVE,
    "request_correction": ActKind.CORRECT,
    "refuse": ActKind.REFUSE,
    "dismiss_appeal": ActKind.REFUSE,
}
_SERVICES: dict[str, Callable[..., Claim]] = {
    "approve": deciding.approve,
    "approve_first": deciding.approve,
    "approve_second": deciding.approve,
    "allow_appeal": deciding.allow_appeal,
    "allow_appeal_first": deciding.allow_appeal,
    "request_correction": deciding.request_correction,
    "refuse": deciding.refuse,
    "dismiss_appeal": deciding.dismiss_appeal,
}
_NOTICES = {
    "approve": NoticeKind.APPROVED,
    "approve_second": NoticeKind.APPROVED,
    "allow_appeal": NoticeKind.APPROVED,
    "request_correction": NoticeKind.CORRECTION_REQUESTED,
    "refuse": NoticeKind.REFUSED,
    "dismiss_appeal": NoticeKind.REFUSED,
}
# Which of two approvals it is depends on the amount: the other one is no news to an officer.
_LIMITS = {ABOVE_LIMIT.name, BELOW_LIMIT.name}


@dataclass(frozen=True, slots=True)
class Act:
    """One button: the move behind it, what stands in its way, and whether blockers have to be set aside for it."""

    kind: ActKind
    move: str
    label: str
    key: str
    obstacles: tuple[str, ...]
    needs_overrides: bool

    @property
    def is_open(self) -> bool:
        """True when a person can go on with it."""
        return not self.obstacles

    @property
    def notice(self) -> NoticeKind | None:
        """The mail that it sends, None for none."""
        return _NOTICES.get(self.move)

    def perform(self, claim: Claim, by: User, seen: str, **given: Any) -> Claim:
        """Call the move's service. Raises what that raises."""
        return _SERVICES[self.move](claim=claim, by=by, seen=seen, **given)


def acts_on(claim: Claim, person: User) -> list[Act]:
    """What the person can do with the claim, approval first; empty when nothing is to be decided."""
    found = [_act(possibility) for possibility in possibilities(claim, person) if _is_shown(possibility)]
    return sorted(found, key=lambda act: list(ActKind).index(act.kind))


def _is_shown(possibility: Possibility[Status]) -> bool:
    if possibility.move.name not in _KINDS:
        return False
    return _LIMITS.isdisjoint(guard.name for guard in possibility.blocked_by)


def _act(possibility: Possibility[Status]) -> Act:
    kind = _KINDS[possibility.move.name]
    obstacles: Sequence[str] = [str(guard.message) for guard in possibility.blocked_by if guard.name != NO_BLOCKER.name]
    return Act(
        kind=kind,
        move=possibility.move.name,
        label=str(act_label(possibility.move.name)),
        key=kind.value[0],
        obstacles=tuple(obstacles),
        needs_overrides=any(guard.name == NO_BLOCKER.name for guard in possibility.blocked_by),
    )
