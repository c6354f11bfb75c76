"""Forms of the profile, of invitations and of people's roles."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from accounts.roles import REPAIRER_ROLES, ROLES_OF_KIND, OrganisationKind, Role

_ADDRESS = {"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}


class ProfileForm(forms.Form):
    """What people say of themselves."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("Of the pages after you sign in, and of all mails."),
    )


class OpenAccountForm(ProfileForm):
    """The one page that opens an account; `person` is who will get it, not stored yet."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters. Four words that do not belong together are easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ["name", "password", "language"]

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Check the password against the rules, knowing the name and the address."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.person.name = cleaned.get("name", "")
        if "password" in cleaned:
            try:
                validate_password(cleaned["password"], self.person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class InviteColleagueForm(forms.Form):
    """An owner invites somebody to the own company."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs=_ADDRESS))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in Role if role in REPAIRER_ROLES],
        initial=Role.REPAIRER_EMPLOYEE,
        widget=forms.RadioSelect,
        help_text=_("An owner also decides who works here and which bank account is paid."),
    )


class RoleForm(forms.Form):
    """A role in an organisation, chosen by an administrator; refuses a role of another kind of organisation."""

    role = forms.ChoiceField(label=_("Role"), choices=[])
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.order_by("kind", "name"),
        required=False,
        help_text=_("For repairers and certifiers. Roles at the operator need none."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (kind.label, [(role.value, role.label) for role in Role if role in ROLES_OF_KIND[kind]])
            for kind in OrganisationKind
        ]

    def clean_role(self) -> Role:
        """The role itself."""
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        """Fill in the operator for its roles; ask for the organisation of the others."""
        cleaned: dict[str, Any] = super().clean() or {}
        role, organisation = cleaned.get("role"), cleaned.get("organisation")
        if role is None or "organisation" not in cleaned:
            return cleaned
        if role in ROLES_OF_KIND[OrganisationKind.OPERATOR]:
            cleaned["organisation"] = Organisation.objects.filter(kind=OrganisationKind.OPERATOR).first()
            if cleaned["organisation"] is None:
                self.add_error("role", _("The operator is not set up yet."))
        elif organisation is None:
            self.add_error("organisation", _("Choose the organisation that the person works for."))
        elif role not in ROLES_OF_KIND[OrganisationKind(organisation.kind)]:
            self.add_error("organisation", _("This organisation has no such role: choose another one."))
        return cleaned


class InviteForm(RoleForm):
    """An administrator invites somebody to any organisation."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs=_ADDRESS))
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)
    field_order = ["email", "role", "organisation", "language"]


class PeopleFilterForm(forms.Form):
    """What an administrator looks for."""

    search = forms.CharField(label=_("Name, address or organisation"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Any role")), *Role.choices])
