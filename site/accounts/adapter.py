"""How allauth behaves here: no open sign-up, mail in the reader's language, everybody by the same door."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import sessions
from accounts.models import User
from accounts.reauthentication import is_fresh
from accounts.selectors import SECOND_FACTORS, has_second_factor, needs_second_factor
from core import clock
from core.encryption import decrypt, encrypt
from core.queue import enqueue


class AccountAdapter(DefaultAccountAdapter):
    """Accounts open by invitation only; what follows a login is decided here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without an invitation."""
        del request
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin the session and its limits."""
        super().login(request, user)
        sessions.begin(request.session, clock.now())

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Go on in the person's language."""
        translation.activate(user.language)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        keep_language(response, user.language)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within minutes of a login: it proved the same."""
        return not is_fresh(self.request) and super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor shows that one: a password alone could have been seen."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not isinstance(user, User) or not has_second_factor(user):
            return methods
        methods = [method for method in methods if method["id"] != "reauthenticate"]
        has_codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
        # Without an app for codes only recovery codes could be typed: the passkey comes first then.
        return methods if has_codes else sorted(methods, key=lambda method: method["id"] == "mfa_reauthenticate")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the reader's language, whoever caused the mail."""
        address = EmailAddress.objects.filter(email__iexact=email).select_related("user").first()
        language = address.user.language if address else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, {"scheme_name": settings.SCHEME_NAME, **context})

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """By a job: writing the mail here would tell by the time of the answer that the account exists."""
        del email, context
        enqueue("accounts.tasks.send_password_reset", user.pk)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the profile, where the change was begun."""
        del request
        return reverse("profile")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Back to the profile, by way of the login where it is needed."""
        del email_address
        return reverse("profile")


# allauth does not say whose seed it is, so what is bound is the purpose.
SEED_PURPOSE = "second-factor"


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors as allauth gives them, except that nobody who needs one removes the last."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second factor: add another one before you remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seeds of code apps and recovery codes are stored sealed: a copy of the database gives no second factor."""
        return encrypt(text, bound_to=SEED_PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """The seed, to check a code. Raises DecryptionFailed when it was altered."""
        return decrypt(encrypted_text, bound_to=SEED_PURPOSE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """False for the last code app or passkey of somebody who needs a second factor."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exclude(pk=authenticator.pk)
        return not needs_second_factor(user) or others.exists()


def keep_language(response: HttpResponse, language: str) -> None:
    """Remember the language for addresses that do not carry one (CMS, administration)."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
