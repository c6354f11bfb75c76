"""The form of an appeal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AppealForm(forms.Form):
    """Why the refusal is wrong, in the repairer's own words."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Why should the decision be changed?"),
        max_length=2000,
        help_text=_("Another officer reads it together with the claim. Name what the first one may have overlooked."),
        error_messages={"required": _("Say why: without your words nobody can look at the claim with other eyes.")},
        widget=forms.Textarea(attrs={"rows": "6"}),
    )
