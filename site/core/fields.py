"""Form fields for days and amounts: what people type in either language is understood."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.money import euros

_SPACES_AND_SIGN = re.compile(r"[\s\u00a0\u202f€']")
# Plain, thousands grouped by commas, thousands grouped by points.
_SPELLINGS = (
    re.compile(r"(?P<whole>-?[0-9]+)(?:[.,](?P<cents>[0-9]{1,2}))?"),
    re.compile(r"(?P<whole>-?[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<cents>[0-9]{1,2}))?"),
    re.compile(r"(?P<whole>-?[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?P<cents>[0-9]{1,2}))?"),
)


def parse_amount(text: str) -> Decimal:
    """The amount that a person typed, in euros: `1 234,56 €`, `1,234.56`, `12,5` and `12.5` alike.

    A lone separator before exactly three digits groups thousands, since an amount has at most two decimals.
    ValueError for anything else.
    """
    plain = _SPACES_AND_SIGN.sub("", text)
    for spelling in _SPELLINGS:
        if found := spelling.fullmatch(plain):
            whole = found["whole"].replace(",", "").replace(".", "")
            try:
                return euros(f"{whole}.{found['cents'] or '0'}")
            except InvalidOperation as error:
                raise ValueError(f"not an amount: {text!r}") from error
    raise ValueError(f"not an amount: {text!r}")


class DayInput(forms.DateInput):
    """The browser's own date field, which sends ISO days whatever it shows."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day."""

    widget = DayInput
    default_error_messages = {"invalid": _("Enter a day, for example 24/11/2026.")}


class EuroField(forms.CharField):
    """An amount in euros with at most two decimals; gives a Decimal, or None when it is empty."""

    suffix = "€"
    default_error_messages = {
        "invalid": _("Enter an amount in euros, for example 54.90."),
        "negative": _("Enter an amount of at least 0 euros."),
        "too_large": _("This amount is too large: check it."),
    }

    def __init__(self, *, max_digits: int = 10, **kwargs: Any) -> None:
        self.largest = Decimal(10) ** (max_digits - 2)
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        """The typed text as euros."""
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return euros(value)
        try:
            amount = parse_amount(str(text))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if amount < 0:
            raise ValidationError(self.error_messages["negative"], code="negative")
        if amount >= self.largest:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return amount

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the amount differs, not its spelling."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
