"""Parts of the repair: a row for each, and always a row for each kind, so that no script is needed to add one."""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.declaration.values import ValueRefused, amount_of
from claims.models import Claim, PartKind
from core.errors import OpenPoint
from portal.repairer.forms.drafts import PageData
from portal.repairer.forms.fields import amount_field, amount_text, choice_field, text_field

MOST_PARTS = 50
_PREFIX = "parts"
_TYPED = ("description", "quantity", "price_excl_vat")
_NAMES = ("kind", *_TYPED)

Line = dict[str, str]


class PartForm(forms.Form):
    """One part: its kind, what it is, how many, the price of all of them together, excluding VAT, in euros."""

    use_required_attribute = False

    kind = choice_field(_("Kind"))
    description = text_field(_("Part"), most=120)
    quantity = text_field(_("How many"), inputmode="numeric")
    price_excl_vat = amount_field(_("Price excluding VAT"))

    def __init__(self, line: Line, *, number: int, points: Sequence[OpenPoint] = ()) -> None:
        self.points = points
        self.path = f"{_PREFIX}.{number}."
        prefix = f"{_PREFIX}-{number}"
        super().__init__({f"{prefix}-{name}": text for name, text in line.items()}, prefix=prefix)
        for field in self.fields.values():
            field.hides_optional = True  # type: ignore[attr-defined]  # read by the template of form fields
        widget = self.fields["kind"].widget
        if isinstance(widget, forms.Select):
            widget.choices = PartKind.choices

    def clean(self) -> dict[str, Any]:
        """Show what is wrong with this row."""
        for point in self.points:
            name = point.field.removeprefix(self.path)
            if point.field.startswith(self.path) and name in self.fields:
                self.add_error(name, str(point.message))
        return self.cleaned_data


def lines_sent(data: PageData) -> list[Line]:
    """The rows of the page that hold more than their kind, in their order."""
    lines = [
        {name: str(data.get(f"{_PREFIX}-{number}-{name}") or "") for name in _NAMES} for number in range(MOST_PARTS)
    ]
    return [line for line in lines if any(line[name].strip() for name in _TYPED)]


def lines_of(claim: Claim) -> list[Line]:
    """The claim's parts as its page shows them, with what could not be taken as it was typed."""
    lines = [
        {
            "kind": part.kind,
            "description": part.description,
            "quantity": str(part.quantity),
            "price_excl_vat": amount_text(part.price_excl_vat),
        }
        for part in claim.parts.all()
    ]
    for path, typed in claim.rejected_input.items():
        head, _dot, rest = path.partition(".")
        number, _dot, name = rest.partition(".")
        if head == _PREFIX and number.isdecimal() and int(number) < len(lines) and name in _NAMES:
            lines[int(number)][name] = str(typed)
    return lines


def as_text(lines: Sequence[Line]) -> str:
    """The rows as one text, to compare and to merge them as a whole."""
    return json.dumps(lines, sort_keys=True)


def from_text(text: str) -> list[Line]:
    """The rows of an `as_text`."""
    lines: list[Line] = json.loads(text)
    return lines


def say_the_same(first: Sequence[Line], second: Sequence[Line]) -> bool:
    """True when both name the same parts, whatever the spelling of their figures."""
    return [_normal(line) for line in first] == [_normal(line) for line in second]


def _normal(line: Line) -> tuple[str, ...]:
    price = line["price_excl_vat"].strip()
    with suppress(ValueRefused):
        price = str(amount_of(price)) if price else ""
    return (line["kind"], " ".join(line["description"].split()), line["quantity"].strip() or "1", price)


def rows_for(lines: Iterable[Line], *, least: int = 0, points: Sequence[OpenPoint] = ()) -> list[PartForm]:
    """The rows of a page: the parts, an empty row for each kind that has none, `least` rows at least."""
    filled = list(lines)
    kinds = {line["kind"] for line in filled}
    empty = [{"kind": kind} for kind in PartKind.values if kind not in kinds]
    more = [{"kind": str(PartKind.NEW)}] * (min(least, MOST_PARTS) - len(filled) - len(empty))
    return [
        PartForm(line, number=number, points=points)
        for number, line in enumerate([*filled, *empty, *more][:MOST_PARTS])
    ]
