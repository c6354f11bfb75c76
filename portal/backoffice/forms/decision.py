"""The forms of a decision: to approve, and to say no with a reason and a message."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.labels import Audience, finding_sentence
from claims.models import FindingRecord
from content.models import RejectionReason
from content.selectors import reasons_in_use
from portal.backoffice.labels import finding_name
from portal.backoffice.review.acts import ActKind

_NOTE_LENGTH = 2000
_MESSAGE_LENGTH = 4000


class DecisionForm(forms.Form):
    """What every decision carries: the state of the claim that was looked at, and a note for colleagues."""

    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=_NOTE_LENGTH,
        help_text=_("The repairer does not see it."),
        widget=forms.Textarea(attrs={"rows": "2"}),
    )


class ApprovalForm(DecisionForm):
    """Approval; every finding that forbids it has to be set aside with a word why."""

    field_order = ["seen"]

    def __init__(
        self, data: Any = None, *, blockers: Sequence[FindingRecord] = (), initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, prefix=ActKind.APPROVE.value, initial=initial)
        note = self.fields.pop("note")
        self._blockers = {finding.code: finding for finding in blockers}
        for code, finding in self._blockers.items():
            self.fields[f"aside_{code}"] = forms.BooleanField(
                label=gettext("“%(finding)s” does not apply") % {"finding": finding_name(code)},
                help_text=finding_sentence(finding, Audience.OFFICER),
                required=False,
            )
            self.fields[f"why_{code}"] = forms.CharField(
                label=gettext("Why does “%(finding)s” not apply?") % {"finding": finding_name(code)},
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
            self.fields[f"why_{code}"].hides_optional = True  # type: ignore[attr-defined]
            self.fields[f"aside_{code}"].hides_optional = True  # type: ignore[attr-defined]
        self.fields["note"] = note

    def clean(self) -> dict[str, Any]:
        """A finding is set aside with a word why, or not at all."""
        given = super().clean() or self.cleaned_data
        for code in self._blockers:
            if given.get(f"aside_{code}") and not given.get(f"why_{code}"):
                self.add_error(f"why_{code}", gettext("Say why the finding does not apply."))
        return given

    def decision(self) -> dict[str, Any]:
        """What the service takes: the codes set aside, and the notes as one text."""
        given = self.cleaned_data
        aside = [code for code in self._blockers if given.get(f"aside_{code}")]
        reasons = [f"{finding_name(code)}: {given[f'why_{code}']}" for code in aside]
        return {"overrides": aside, "note": "\n".join([*reasons, given["note"]] if given["note"] else reasons)}


class AgainstForm(DecisionForm):
    """A request for correction or a refusal: the reason from the list, and the exact message to the repairer."""

    field_order = ["seen", "shown_reason", "reason", "message", "note"]

    shown_reason = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    reason = forms.ModelChoiceField(
        label=_("Reason"),
        queryset=RejectionReason.objects.none(),
        to_field_name="code",
        empty_label=_("Choose a reason"),
        error_messages={"required": _("Choose a reason: the repairer has to know why.")},
    )
    message = forms.CharField(
        label=_("Message to the repairer"),
        max_length=_MESSAGE_LENGTH,
        error_messages={"required": _("Write the message to the repairer: what is wrong, and what to do.")},
        widget=forms.Textarea(attrs={"rows": "5"}),
    )

    def __init__(self, data: Any = None, *, kind: ActKind, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, prefix=kind.value, initial=initial)
        reasons = reasons_in_use()
        if kind is ActKind.CORRECT:
            reasons = reasons.filter(can_be_corrected=True)
        self.fields["reason"].queryset = reasons  # type: ignore[attr-defined]

    @property
    def chosen_reason(self) -> RejectionReason | None:
        """The reason that stands in the list now."""
        return self.fields["reason"].queryset.filter(code=self["reason"].value() or "").first()  # type: ignore[attr-defined,no-any-return]

    def decision(self) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        return {"reason": given["reason"], "message": given["message"], "note": given["note"]}
