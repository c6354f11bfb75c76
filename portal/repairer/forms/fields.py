"""Fields of the steps. They only carry text: `claims.declaration` reads it, and says what is wrong with it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format


def text_field(
    label: Any, *, most: int | None = None, hint: Any = "", kind: str = "text", **attributes: str
) -> forms.CharField:
    """A line of text that may be empty. Browsers of the shop are asked to remember nothing of it."""
    attributes = {"autocomplete": "off", **{name.replace("_", "-"): value for name, value in attributes.items()}}
    widget = forms.TextInput(attrs=attributes)
    widget.input_type = kind
    field = forms.CharField(label=label, required=False, help_text=hint, widget=widget, strip=False)
    if most is not None:
        field.widget.attrs["maxlength"] = str(most)
    return field


def amount_field(label: Any, *, hint: Any = "") -> forms.CharField:
    """An amount in euros, as people write it."""
    field = text_field(label, hint=hint, inputmode="decimal")
    field.suffix = "€"  # type: ignore[attr-defined]  # read by the template of form fields
    return field


def day_field(label: Any, *, hint: Any = "") -> forms.CharField:
    """A day by the browser's own picker; where there is none, as people write it."""
    return text_field(label, hint=hint, kind="date")


def choice_field(label: Any, *, hint: Any = "") -> forms.CharField:
    """A list to choose from; its choices are set by the form."""
    widget = forms.Select(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, help_text=hint, widget=widget)


def amount_text(value: Decimal | None) -> str:
    """The amount for an input: the language's decimal mark, no grouping; nothing for None."""
    return "" if value is None else str(number_format(value, 2, use_l10n=True, force_grouping=False))


def day_text(value: date | None) -> str:
    """The day for a native date input."""
    return "" if value is None else value.isoformat()
