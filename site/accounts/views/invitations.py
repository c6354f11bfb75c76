"""The page that the link of an invitation opens."""

from http import HTTPStatus

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import OpenAccountForm
from accounts.models import Invitation, User
from accounts.reauthentication import record_password
from accounts.requests import signed_in
from accounts.selectors import owns_address, user_with_address
from accounts.services.acceptance import accept_with_account, accept_with_new_account, invitation_for
from core.errors import Refused


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Open an account, or add the role to the account that is signed in.

    The address holds the token; SECURE_REFERRER_POLICY keeps it from other sites. The page tells whether there is an
    account; only who reads the mailbox can have the token.
    """
    try:
        invitation = invitation_for(token)
        return _answer(request, invitation, token)
    except Refused as refusal:
        return _refusal(request, refusal)


def _answer(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if request.user.is_authenticated:
        return _answer_signed_in(request, invitation, token)
    if user_with_address(invitation.email):
        return render(request, "account/invitation_sign_in.html", {"invitation": invitation})
    person = User(email=invitation.email)
    form = OpenAccountForm(request.POST or None, person=person, initial={"language": translation.get_language()})
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/invitation_open.html", {"invitation": invitation, "form": form})
    person = accept_with_new_account(token=token, **form.cleaned_data)
    record_password(request, person)
    messages.success(request, _("Your account is open."))
    response: HttpResponse = perform_login(request, person)
    return response


def _answer_signed_in(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if not owns_address(signed_in(request), invitation.email):
        return render(request, "account/invitation_other_person.html", {"invitation": invitation})
    if request.method != "POST":
        return render(request, "account/invitation_accept.html", {"invitation": invitation})
    accept_with_account(token=token, by=signed_in(request))
    messages.success(request, _("You have accepted the invitation."))
    return redirect("start")


def _refusal(request: HttpRequest, refusal: Refused) -> HttpResponse:
    status = HTTPStatus.NOT_FOUND if refusal.code == "unknown" else HTTPStatus.GONE
    return render(request, "account/invitation_refused.html", {"refusal": refusal}, status=status)
