"""The person behind a request, for views that only answer signed-in people."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import User


def signed_in(request: HttpRequest) -> User:
    """The person; PermissionDenied when nobody is signed in (the view forgot `login_required`)."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
