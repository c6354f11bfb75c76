"""The form for a bank account."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BankAccountForm(forms.Form):
    """The IBAN as the bank's statement shows it, and the legal name of the account's holder."""

    use_required_attribute = False

    iban = forms.CharField(
        label=_("IBAN"),
        max_length=50,
        help_text=_("27 characters for an account in France. Spaces do not matter."),
        error_messages={"required": _("Enter the IBAN of the account.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    holder_name = forms.CharField(
        label=_("Legal name of the account holder"),
        max_length=70,
        help_text=_("As shown on the bank statement. It must be the company’s name."),
        error_messages={"required": _("Enter the account holder’s name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
