"""The filters of the officers' queue and of the search for claims."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.states import REVIEW_STATUSES, Status
from content.models import Product
from portal.backoffice.labels import FINDING_NAMES

_STATUSES = {
    Status.IN_REVIEW: _("First decision"),
    Status.SECOND_REVIEW: _("Second person"),
    Status.APPEALED: _("Appeal"),
}
_DUE = (
    ("", _("Any day")),
    ("late", _("Late")),
    ("soon", _("Within 3 days")),
    ("week", _("Within 7 days")),
)


class QueueFilterForm(forms.Form):
    """Which claims of the queue are shown. A value that is none of the choices filters nothing."""

    use_required_attribute = False

    status = forms.ChoiceField(
        label=_("What to decide"),
        required=False,
        choices=[("", _("Everything")), *((status.value, _STATUSES[status]) for status in REVIEW_STATUSES)],
    )
    due = forms.ChoiceField(label=_("Payment due"), required=False, choices=_DUE)
    finding = forms.ChoiceField(label=_("Finding"), required=False)
    product = forms.ModelChoiceField(
        label=_("Product"), required=False, queryset=Product.objects.none(), empty_label=_("Every product")
    )
    repairer = forms.CharField(
        label=_("Repairer"), required=False, max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted((str(name), code) for code, name in FINDING_NAMES.items())
        self.fields["finding"].choices = [("", _("Any finding")), *((code, name) for name, code in names)]  # type: ignore[attr-defined]
        self.fields["product"].queryset = Product.objects.select_related("family")  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.hides_optional = True  # type: ignore[attr-defined]  # read by the template of form fields

    def wanted(self) -> dict[str, Any]:
        """The filters that can be used."""
        self.is_valid()
        return self.cleaned_data


class ClaimSearchForm(forms.Form):
    """What a claim is looked for by."""

    use_required_attribute = False

    search = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=60,
        help_text=_("Reference, invoice number, IMEI or serial number, repairer or SIREN."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, statuses: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", _("Every status")), *statuses]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.hides_optional = True  # type: ignore[attr-defined]  # read by the template of form fields

    def wanted(self) -> dict[str, Any]:
        """The filters that can be used."""
        self.is_valid()
        return self.cleaned_data
