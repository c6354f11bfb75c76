"""allauth's pages for second factors, and what must happen besides.

A factor that was just set up counts as shown in this session; any change of factors ends all other sessions, since one
of them may be a stranger's (OWASP ASVS 5.0, 7.4.3).
"""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.reauthentication import lead_to_proof, record_second_factor
from accounts.selectors import has_second_factor
from accounts.services.sessions import end_sessions


class SetUpCodes(ActivateTOTPView):
    """Set up the app that shows codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the factor, count it as shown, end other sessions."""
        response: HttpResponse = super().form_valid(form)
        _after_adding(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(AddWebAuthnView):
    """Add a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the passkey, count it as shown, end other sessions."""
        response: HttpResponse = super().form_valid(form)
        _after_adding(self.request, Authenticator.Type.WEBAUTHN)
        return response


class RemoveCodes(DeactivateTOTPView):
    """Remove the app that shows codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, end other sessions."""
        response: HttpResponse = super().form_valid(form)
        end_sessions(person=self.request.user, keep=self.request.session.session_key)
        return response


class RemovePasskey(RemoveWebAuthnView):
    """Remove a passkey, unless it is the last factor of somebody who needs one."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, end other sessions; or say why not."""
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(reverse("mfa_list_webauthn"))
        response: HttpResponse = super().form_valid(form)
        end_sessions(person=self.request.user, keep=self.request.session.session_key)
        return response


class ConfirmPassword(ReauthenticateView):
    """Ask for the password again, of people who have no second factor."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever has a second factor is asked for that one."""
        if request.user.is_authenticated and has_second_factor(request.user):
            return lead_to_proof(request, back_to=request.GET.get("next", reverse("start")))
        return super().dispatch(request, *args, **kwargs)


def _after_adding(request: HttpRequest, kind: Authenticator.Type) -> None:
    authenticator = Authenticator.objects.filter(user=request.user, type=kind).latest("pk")
    record_second_factor(request, authenticator)
    end_sessions(person=authenticator.user, keep=request.session.session_key)
