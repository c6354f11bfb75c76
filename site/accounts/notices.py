"""Mails about accounts, in the reader's language, with nothing personal in them but what the reader gave."""

from typing import Any

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Invitation, User


def send_invitation(invitation: Invitation, token: str) -> None:
    """The link that opens an account or adds a role; it stands in this mail only."""
    with translation.override(invitation.language):
        _send(
            "account/email/invitation",
            invitation.email,
            {"invitation": invitation, "link": _address("accept-invitation", token=token)},
        )


def send_password_reset(user: User) -> None:
    """The link to choose a new password."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    with translation.override(user.language):
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
        _send("account/email/password_reset_key", user.email, {"user": user, "link": f"{settings.SITE_URL}{path}"})


def _address(name: str, **arguments: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, kwargs=arguments)}"


def _send(template: str, to: str, context: dict[str, Any]) -> None:
    context = {"scheme_name": settings.SCHEME_NAME, **context}
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    EmailMessage(subject, render_to_string(f"{template}_message.txt", context).strip() + "\n", to=[to]).send()
