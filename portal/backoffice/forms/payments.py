"""Forms of finance: batches, bank accounts, reports."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certification.models import Repairer
from claims.labels import Audience, status_label
from claims.states import Status
from content.models import Product
from core import clock
from core.fields import DayField
from payments.models import ReportExport
from payments.reports.filters import PAYABLE_STATUSES, Basis, ReportFilter
from payments.rules import next_bank_day
from payments.services.bank_accounts import NOTE_LENGTH


class ExecutionDayForm(forms.Form):
    """On which day the bank carries the batch out."""

    use_required_attribute = False

    execution_on = DayField(label=_("Execution day"), help_text=_("The next day on which banks work is proposed."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["execution_on"].initial = next_bank_day(clock.today())


class PaidDayForm(forms.Form):
    """On which day the money left."""

    use_required_attribute = False

    paid_on = DayField(label=_("Day of payment"), help_text=_("As it stands on the account statement."))


class SendBackForm(forms.Form):
    """What the maker has to mend."""

    use_required_attribute = False

    note = forms.CharField(
        label=_("What has to be mended"),
        max_length=500,
        error_messages={"required": _("Say what has to be mended: the maker reads it.")},
        widget=forms.Textarea(attrs={"rows": "2"}),
    )


class ConfirmAccountForm(forms.Form):
    """How it was made sure that the account is the repairer's."""

    use_required_attribute = False

    note = forms.CharField(
        label=_("How did you make sure?"),
        max_length=NOTE_LENGTH,
        help_text=_("For instance: called back on the number on file, and who answered. Never write the IBAN here."),
        error_messages={"required": _("Say how you made sure that the account is the repairer's.")},
        widget=forms.Textarea(attrs={"rows": "3"}),
    )
    shared_iban_accepted = forms.BooleanField(
        label=_("I know why another repairer gave the same IBAN, and accept it."), required=False
    )

    def __init__(self, *args: Any, is_iban_shared: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_iban_shared:
            del self.fields["shared_iban_accepted"]
        else:
            self.fields["shared_iban_accepted"].hides_optional = True  # type: ignore[attr-defined]


class RefuseAccountForm(forms.Form):
    """Why the account is not used."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why is the account not used?"),
        max_length=NOTE_LENGTH,
        help_text=_("The repairer reads it."),
        error_messages={"required": _("Say why the account is not used: the repairer reads it.")},
        widget=forms.Textarea(attrs={"rows": "3"}),
    )


class ReportForm(forms.Form):
    """Which payments a report is about."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Report"), choices=ReportExport.Kind.choices, initial=ReportExport.Kind.BY_CLAIM)
    basis = forms.ChoiceField(
        label=_("Period by"),
        choices=[(Basis.PAID_ON.value, _("Day of payment")), (Basis.APPROVED_AT.value, _("Day of approval"))],
        initial=Basis.PAID_ON.value,
    )
    from_on = DayField(label=_("From, this day included"), required=False)
    until_on = DayField(label=_("Until, this day included"), required=False)
    statuses = forms.MultipleChoiceField(
        label=_("Status"),
        required=False,
        choices=[(status.value, status_label(status, Audience.OFFICER)) for status in PAYABLE_STATUSES],
        widget=forms.CheckboxSelectMultiple,
        initial=[status.value for status in PAYABLE_STATUSES],
    )
    repairer = forms.CharField(
        label=_("Repairer"),
        required=False,
        max_length=80,
        help_text=_("Name or SIREN."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    product = forms.ModelChoiceField(
        label=_("Product"), required=False, queryset=Product.objects.none(), empty_label=_("Every product")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = Product.objects.select_related("family")  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.hides_optional = True  # type: ignore[attr-defined]  # read by the template of form fields

    def clean_repairer(self) -> Repairer | None:
        """The one repairer of that name or SIREN; a part of a name does, as long as it fits one only."""
        words = " ".join(self.cleaned_data["repairer"].split())
        if not words:
            return None
        exact = Repairer.objects.filter(
            Q(siren=words.replace(" ", "")) | Q(legal_name__iexact=words) | Q(trade_name__iexact=words)
        )
        found = list(exact[:2]) or list(
            Repairer.objects.filter(Q(legal_name__icontains=words) | Q(trade_name__icontains=words)).order_by("pk")[:2]
        )
        if not found:
            raise forms.ValidationError(gettext("No repairer has this name or SIREN: check the spelling."))
        if len(found) > 1:
            raise forms.ValidationError(gettext("Several repairers fit: write the whole name, or the SIREN."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", gettext("The period ends before it begins: correct one of the two days."))
        return given

    def report_filter(self) -> ReportFilter:
        """The filter that the reports take; no status chosen means all of them."""
        given = self.cleaned_data
        return ReportFilter(
            basis=Basis(given["basis"]),
            from_on=given["from_on"],
            until_on=given["until_on"],
            statuses=tuple(Status(status) for status in given["statuses"]) or PAYABLE_STATUSES,
            repairer=given["repairer"],
            product=given["product"],
        )
