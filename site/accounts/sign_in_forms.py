"""allauth's forms in the words of this product; what they check stays allauth's."""

import struct
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

_LABELS = {
    "code": _("Code"),
    "email": _("E-mail address"),
    "login": _("E-mail address"),
    "name": _("Name of the passkey"),
    "oldpassword": _("Present password"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}
_HINTS = {
    "password1": _("At least 12 characters. Four words that do not belong together are easy to remember."),
}


class OurWords:
    """Labels and hints instead of placeholders, which vanish while one types."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = _LABELS.get(name, field.label)
            field.help_text = _HINTS.get(name, "")
            if name == "code":
                field.widget.attrs.update({"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 20})


class SignInForm(OurWords, account.LoginForm):
    """Address and password."""


class ConfirmPasswordForm(OurWords, account.ReauthenticateForm):
    """The password once more."""


class ForgottenPasswordForm(OurWords, account.ResetPasswordForm):
    """The address that the link is sent to."""


class NewPasswordForm(OurWords, account.ResetPasswordKeyForm):
    """A new password instead of a forgotten one."""


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """A new password instead of a known one."""


class SetPasswordForm(OurWords, account.SetPasswordForm):
    """A first password."""


class AddAddressForm(OurWords, account.AddEmailForm):
    """One more address."""


class ShowFactorForm(OurWords, mfa.AuthenticateForm):
    """A code while signing in."""


class ShowFactorAgainForm(OurWords, mfa.ReauthenticateForm):
    """A code before a sensitive act."""


class SetUpCodesForm(OurWords, totp.ActivateTOTPForm):
    """The first code of a new app."""


# What allauth and fido2 raise on an answer that no browser gives; it is a refusal, not an error of ours.
_MALFORMED = (ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error)


class AddPasskeyForm(OurWords, webauthn.AddWebAuthnForm):
    """A new passkey and its name."""

    def clean(self) -> dict[str, Any]:
        """Refuse what is no answer of a browser."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except _MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


class ShowPasskeyForm(webauthn.AuthenticateWebAuthnForm):
    """A passkey while signing in, after the password."""

    def clean_credential(self) -> Any:
        """Refuse what is no answer of a browser."""
        try:
            return super().clean_credential()
        except _MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SignInWithPasskeyForm(ShowPasskeyForm, webauthn.LoginWebAuthnForm):
    """A passkey and nothing else."""


class ShowPasskeyAgainForm(ShowPasskeyForm, webauthn.ReauthenticateWebAuthnForm):
    """A passkey before a sensitive act."""


class RenamePasskeyForm(OurWords, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""
