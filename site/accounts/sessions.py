"""How long a session lasts: from the login on, and without anything being asked for."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

_BEGUN = "session_begun"
_SEEN = "session_seen"

# How exact the idle time is: the session is written once in this time, not at every request.
_SEEN_STEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """The longest time from login, and the longest time between two requests."""

    longest: timedelta
    idle: timedelta


# Source: OWASP ASVS 5.0, 7.3: people who decide sit at shared desks.
STAFF_LIMITS = SessionLimits(longest=timedelta(hours=10), idle=timedelta(minutes=30))
REPAIRER_LIMITS = SessionLimits(longest=timedelta(hours=12), idle=timedelta(hours=12))


def begin(session: MutableMapping[str, Any], at: datetime) -> None:
    """Note the login."""
    session[_BEGUN] = session[_SEEN] = at.timestamp()


def has_lapsed(session: MutableMapping[str, Any], limits: SessionLimits, now: datetime) -> bool:
    """True when the session is over; a session without a noted login is not (`keep` notes it)."""
    begun, seen = session.get(_BEGUN), session.get(_SEEN)
    if begun is None or seen is None:
        return False
    since_login, since_request = now.timestamp() - float(begun), now.timestamp() - float(seen)
    return since_login >= limits.longest.total_seconds() or since_request >= limits.idle.total_seconds()


def keep(session: MutableMapping[str, Any], now: datetime) -> None:
    """Note that something was asked for."""
    if session.get(_BEGUN) is None:
        begin(session, now)
    elif now.timestamp() - session.get(_SEEN, 0) >= _SEEN_STEP.total_seconds():
        session[_SEEN] = now.timestamp()
