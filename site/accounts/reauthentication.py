"""Who somebody proved to be, and how long ago: the only module that reads allauth's records of a session."""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import has_second_factor

View = Callable[..., HttpResponse]


def passed_second_factor(request: HttpRequest) -> bool:
    """True when a code, a recovery code or a passkey was shown in this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_fresh(request: HttpRequest) -> bool:
    """True when the person proved who they are in the last ACCOUNT_REAUTHENTICATION_TIMEOUT seconds.

    With the second factor where they have one: a password alone does not do then.
    """
    user = request.user
    if not isinstance(user, User):
        return False
    method = "mfa" if has_second_factor(user) else "password"
    instants = [record["at"] for record in get_authentication_records(request, user) if record.get("method") == method]
    return bool(instants) and time.time() - max(instants) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def record_password(request: HttpRequest, user: User) -> None:
    """Note that the person has just chosen or typed the password of the account."""
    record_authentication(request, user, "password", email=user.email)


def record_second_factor(request: HttpRequest, authenticator: Authenticator) -> None:
    """Note that the person has just set up, and thereby used, a second factor."""
    record_authentication(
        request, authenticator.user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )


def require_fresh_login(view: View) -> View:
    """For views of sensitive acts (batch approval, bank account): ask for the strongest factor again when it is old.

    What was posted is not kept, since it may be an IBAN: the person comes back to the page that the form stood on, and
    presses the button again.
    """

    @wraps(view)
    def fresh_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if is_fresh(request):
            return view(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            return lead_to_proof(request, back_to=request.get_full_path())
        messages.warning(request, _("Nothing was done yet: confirm that it is you, then press the button again."))
        return lead_to_proof(request, back_to=_page_before(request))

    return fresh_view


def lead_to_proof(request: HttpRequest, *, back_to: str) -> HttpResponse:
    """Send the person to where the strongest factor is asked for, and from there to `back_to`."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    address = methods[0]["url"] if methods else reverse("account_login")
    return lead_to(request, f"{address}?{urlencode({'next': back_to})}")


def lead_to(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect of the whole page, also where htmx asked for a part of one."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": address})
    return redirect(address)


def _page_before(request: HttpRequest) -> str:
    referrer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(referrer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse("start")
