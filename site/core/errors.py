"""Refusals: what a service answers when it will not do what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing still to mend: a stable code, the field it stands at (dotted path, empty for the whole), a sentence."""

    code: str
    field: str
    message: str | Promise


class Refused(Exception):
    """A rule said no; nothing was changed.

    `code` is stable and for machines, `message` is a translatable sentence for people: what happened, what to do.
    `points` lists every open point when there is more than one thing to mend.
    """

    def __init__(self, code: str, message: str | Promise, points: Sequence[OpenPoint] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.points = tuple(points)

    def __str__(self) -> str:
        return str(self.message)


class MoveRefused(Refused):
    """The state does not allow this move now, or a guard of it is not met."""


class NotAllowed(Refused):
    """This person may not do this; to be shown as 403."""


class Conflict(Refused):
    """Somebody changed the object meanwhile: the newer version stays, the caller reloads."""
