"""A table of moves and the engine that reads it.

An app writes its states as data: statuses, moves, the guards of each move. The engine answers, for one object, which
moves there are and what blocks each; services ask the same table for the target. A guard nobody computed blocks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import MoveRefused, OpenPoint

Status = TypeVar("Status", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Guard:
    """A named condition of a move and the sentence shown while it does not hold."""

    name: str
    message: str | Promise


@dataclass(frozen=True, slots=True)
class Move(Generic[Status]):
    """One way from some statuses to one status; `guards` must all hold."""

    name: str
    sources: tuple[Status, ...]
    target: Status
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True)
class Possibility(Generic[Status]):
    """A move that leaves from the present status, with what blocks it (nothing: it may be made)."""

    move: Move[Status]
    blocked_by: tuple[Guard, ...]

    @property
    def is_open(self) -> bool:
        """True when nothing blocks the move."""
        return not self.blocked_by


@dataclass(frozen=True)
class Workflow(Generic[Status]):
    """The table of one kind of object. Names of moves are unique."""

    moves: Sequence[Move[Status]]
    _by_name: Mapping[str, Move[Status]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_name = {move.name: move for move in self.moves}
        if len(by_name) != len(self.moves):
            raise ValueError("two moves have one name")
        object.__setattr__(self, "_by_name", by_name)

    def evaluate(self, status: Status, guards: Mapping[str, bool]) -> list[Possibility[Status]]:
        """Every move that leaves from `status`, with the guards that do not hold or were not computed."""
        return [Possibility(move, _unmet(move, guards)) for move in self.moves if status in move.sources]

    def target(self, name: str, status: Status, guards: Mapping[str, bool]) -> Status:
        """Where the move leads; MoveRefused (`wrong-status` or the first unmet guard's name) when it is closed."""
        move = self._by_name[name]
        if status not in move.sources:
            raise MoveRefused("wrong-status", _("This is no longer possible: the state has changed. Reload the page."))
        unmet = _unmet(move, guards)
        if unmet:
            points = [OpenPoint(guard.name, "", guard.message) for guard in unmet]
            raise MoveRefused(unmet[0].name, unmet[0].message, points)
        return move.target


def _unmet(move: Move[Status], guards: Mapping[str, bool]) -> tuple[Guard, ...]:
    return tuple(guard for guard in move.guards if guards.get(guard.name) is not True)
