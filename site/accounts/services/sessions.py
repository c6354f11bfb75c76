"""End sessions of a person from outside their browser."""

from allauth.usersessions.models import UserSession

from accounts.models import User


def end_sessions(*, person: User, keep: str | None = None) -> int:
    """Sign the person out everywhere, except in the session with the key `keep`; returns how many sessions ended."""
    sessions = UserSession.objects.filter(user=person)
    if keep:
        sessions = sessions.exclude(session_key=keep)
    count = 0
    for session in sessions:
        session.end()
        count += 1
    return count
