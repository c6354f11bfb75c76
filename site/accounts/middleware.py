"""What every request of a signed-in person passes: the limits of the session, then the second factor."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import sessions
from accounts.models import User
from accounts.reauthentication import lead_to, lead_to_proof, passed_second_factor
from accounts.selectors import has_second_factor, is_staff_member, needs_second_factor
from core import clock

Handler = Callable[[HttpRequest], HttpResponse]

# What stays open to a person who has yet to show a second factor: showing it, leaving, how pages look and speak.
_ALWAYS_OPEN = frozenset(
    {
        "account_logout",
        "appearance",
        "health",
        "javascript-catalog",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "set_language",
    }
)
# And to one who has none yet: setting it up. Never to one who has it, or a stolen password would be enough to add one.
_OPEN_FOR_SETTING_UP = _ALWAYS_OPEN | {"account_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn", "mfa_index"}


class LimitSessions:
    """Signs people out when their session has lasted too long or was left alone; stands after the messages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            staff = user.is_staff or is_staff_member(user)
            now = clock.now()
            if sessions.has_lapsed(request.session, sessions.STAFF_LIMITS if staff else sessions.REPAIRER_LIMITS, now):
                logout(request)
                messages.info(request, _("You were signed out because your session was over. Sign in to go on."))
            else:
                sessions.keep(request.session, now)
        return self.get_response(request)


class RequireSecondFactor:
    """Holds everybody who needs or has a second factor until they have shown it; stands after the messages.

    It guards every address, those of the CMS and of the Django admin too. Interfaces get 403 as JSON.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Answer in place of the view, or None to let it answer."""
        del view, args, kwargs
        user = request.user
        if not isinstance(user, User) or _name(request) in _ALWAYS_OPEN:
            return None
        is_set_up = has_second_factor(user)
        if is_set_up and passed_second_factor(request):
            return None
        if not is_set_up and (_name(request) in _OPEN_FOR_SETTING_UP or not needs_second_factor(user)):
            return None
        if request.path_info.startswith("/api/"):
            sentence = _("This account needs a second factor: sign in on the site and set one up.")
            return JsonResponse({"code": "second-factor-required", "message": sentence}, status=HTTPStatus.FORBIDDEN)
        if is_set_up:
            return lead_to_proof(
                request, back_to=request.get_full_path() if request.method == "GET" else reverse("start")
            )
        return lead_to(request, reverse("mfa_index"))


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
