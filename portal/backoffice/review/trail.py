"""The claims that an officer opened in this session, so that the one before can be looked at again."""

from uuid import UUID

from django.http import HttpRequest

from claims.models import Claim

_TRAIL = "review_trail"
_LENGTH = 20


def remember(request: HttpRequest, claim: Claim) -> None:
    """Put the claim at the end of the trail."""
    name = str(claim.public_id)
    trail = [seen for seen in request.session.get(_TRAIL, []) if seen != name]
    request.session[_TRAIL] = [*trail, name][-_LENGTH:]


def before(request: HttpRequest, claim: Claim) -> UUID | None:
    """The claim opened before this one, None when there is none."""
    trail = request.session.get(_TRAIL, [])
    name = str(claim.public_id)
    place = trail.index(name) if name in trail else len(trail)
    return UUID(trail[place - 1]) if place else None
