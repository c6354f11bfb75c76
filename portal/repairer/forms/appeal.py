"""The form of an appeal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AppealForm(forms.Form):
    """Why the refusal is wrong, in the repairer's own words."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Why should the decision be changed?"),
        max_length=2000,
        help_text=_("A different officer will read this with the claim. Say what the first officer may have missed."),
        error_messages={"required": _("Explain why the decision should be changed.")},
        widget=forms.Textarea(attrs={"rows": "6"}),
    )
