"""The fields of a declaration: how what was typed or sent becomes a value, or a sentence that says why not.

Paths name the fields for everybody: `repaired_on`, `customer.email`, `parts.0.quantity`. Each field is judged alone, so
that one wrong value loses no other.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.declaration.values import ValueRefused, amount_of, day_of, is_empty, text_of
from claims.models import Claim, ClaimPart, Customer, PartKind
from content.models import Brand, Fault, Product
from content.selectors import brand_named
from core.errors import OpenPoint

_TRUE = frozenset({"1", "true", "yes", "on", "oui"})
_PHONE = re.compile(r"[+\d][\d\s().\-/]{5,19}")
_LARGEST_KEY = 2**63 - 1
_LARGEST_QUANTITY = 999

Attributes = dict[str, Any]


def is_field(path: str) -> bool:
    """True for a path that a repairer may declare."""
    return _field(path) in _PARSERS


def attributes_from(path: str, raw: Any, claim: Claim) -> Attributes:
    """What to set on the claim, its customer or a part for the input; raises ValueRefused with the reason."""
    return _PARSERS[_field(path)](raw, claim)


def are_stored_alike(path: str, one: Any, other: Any, claim: Claim) -> bool:
    """Whether two inputs of the field are the same value in two spellings; never what cannot be taken."""
    try:
        return attributes_from(path, one, claim) == attributes_from(path, other, claim)
    except ValueRefused:
        return False


def empty_attributes(path: str) -> Attributes:
    """What to set while the input of the field cannot be taken."""
    return dict(_EMPTY[_field(path)])


def rejected_points(claim: Claim) -> list[OpenPoint]:
    """What was typed and could not be taken, each with its reason."""
    return [_point_of(path, raw, claim) for path, raw in claim.rejected_input.items()]


def _point_of(path: str, raw: Any, claim: Claim) -> OpenPoint:
    try:
        attributes_from(path, raw, claim)
    except ValueRefused as refused:
        return OpenPoint(refused.code, path, refused.message)
    return OpenPoint("enter-again", path, _("This could not be taken before and can be now: enter it once more."))


def _field(path: str) -> str:
    return re.sub(r"^parts\.\d+\.", "parts.", path)


def _text_field(model: type[Model], name: str) -> Callable[[Any, Claim], Attributes]:
    longest: int = model._meta.get_field(name).max_length  # type: ignore[union-attr,assignment]

    def parse(raw: Any, claim: Claim) -> Attributes:
        del claim
        text = text_of(raw)
        if len(text) > longest:
            raise ValueRefused(
                "too-long", _("This is too long: %(longest)s characters at most.") % {"longest": longest}
            )
        return {name: text}

    return parse


def _day_field(name: str) -> Callable[[Any, Claim], Attributes]:
    def parse(raw: Any, claim: Claim) -> Attributes:
        del claim
        return {name: None if is_empty(raw) else day_of(raw)}

    return parse


def _amount_field(name: str) -> Callable[[Any, Claim], Attributes]:
    def parse(raw: Any, claim: Claim) -> Attributes:
        del claim
        return {name: None if is_empty(raw) else amount_of(raw)}

    return parse


def _flag_field(name: str) -> Callable[[Any, Claim], Attributes]:
    def parse(raw: Any, claim: Claim) -> Attributes:
        del claim
        return {name: raw if isinstance(raw, bool) else text_of(raw).lower() in _TRUE}

    return parse


def _choice_field(
    name: str, rows: Callable[[Claim], QuerySet[Any]], key: str, sentence: Promise
) -> Callable[[Any, Claim], Attributes]:
    """A row of a list, by the row itself, its code or its primary key."""

    def parse(raw: Any, claim: Claim) -> Attributes:
        if is_empty(raw):
            return {name: None}
        text = str(raw.pk) if isinstance(raw, Model) else text_of(raw)
        choices = rows(claim)
        row = None if isinstance(raw, Model) else choices.filter(**{key: text}).first()
        if row is None and text.isdecimal() and int(text) <= _LARGEST_KEY:
            row = choices.filter(pk=int(text)).first()
        if row is None:
            raise ValueRefused("not-in-the-list", sentence)
        return {name: row}

    return parse


def _brand(raw: Any, claim: Claim) -> Attributes:
    """A brand of the list, or the text of one that is not in it: then a person looks at the claim."""
    if isinstance(raw, Brand):
        return {"brand": raw, "brand_text": ""}
    text = _text_field(Claim, "brand_text")(raw, claim)["brand_text"]
    brand = brand_named(text) if text else None
    return {"brand": brand, "brand_text": "" if brand else text}


def _email(raw: Any, claim: Claim) -> Attributes:
    attributes = _text_field(Customer, "email")(raw, claim)
    if attributes["email"]:
        try:
            validate_email(attributes["email"])
        except ValidationError as error:
            raise ValueRefused(
                "email-wrong", _("Enter an e-mail address in the right form, as in name@example.org.")
            ) from error
    return attributes


def _phone(raw: Any, claim: Claim) -> Attributes:
    attributes = _text_field(Customer, "phone")(raw, claim)
    if attributes["phone"] and not _PHONE.fullmatch(attributes["phone"]):
        raise ValueRefused("phone-wrong", _("Enter a phone number with its digits, as in 06 12 34 56 78."))
    return attributes


def _country(raw: Any, claim: Claim) -> Attributes:
    del claim
    text = text_of(raw).upper() or "FR"
    if not (len(text) == 2 and text.isascii() and text.isalpha()):
        raise ValueRefused("country-wrong", _("Enter the country by its two letters, as in FR."))
    return {"country": text}


def _one_of(name: str, choices: Mapping[str, Any], default: str) -> Callable[[Any, Claim], Attributes]:
    def parse(raw: Any, claim: Claim) -> Attributes:
        del claim
        text = text_of(raw) or default
        if text not in choices:
            raise ValueRefused("not-in-the-list", _("Choose one of the answers in the list."))
        return {name: text}

    return parse


def _quantity(raw: Any, claim: Claim) -> Attributes:
    del claim
    text = text_of(raw) or "1"
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= _LARGEST_QUANTITY:
        raise ValueRefused("quantity-wrong", _("Enter how many parts were fitted: a whole number from 1 on."))
    return {"quantity": int(text)}


_PARSERS: dict[str, Callable[[Any, Claim], Attributes]] = {
    "product": _choice_field(
        "product", lambda _claim: Product.objects.all(), "code", gettext_lazy("Choose an appliance of the list.")
    ),
    "brand": _brand,
    "brand_text": _brand,
    "commercial_reference": _text_field(Claim, "commercial_reference"),
    "identifier": _text_field(Claim, "identifier"),
    "fault": _choice_field(
        "fault", lambda _claim: Fault.objects.all(), "code", gettext_lazy("Choose a fault of the list.")
    ),
    "fault_description": _text_field(Claim, "fault_description"),
    "repaired_on": _day_field("repaired_on"),
    "is_at_home": _flag_field("is_at_home"),
    "workshop": _choice_field(
        "workshop",
        lambda claim: claim.repairer.workshops.filter(is_repair_place=True),
        "siret",
        gettext_lazy("Choose one of your workshops."),
    ),
    "drop_off_place": _choice_field(
        "drop_off_place",
        lambda claim: claim.repairer.workshops.all(),
        "siret",
        gettext_lazy("Choose one of your workshops."),
    ),
    "circular_parts_consent": _flag_field("circular_parts_consent"),
    "invoice_number": _text_field(Claim, "invoice_number"),
    "invoiced_on": _day_field("invoiced_on"),
    "total_incl_vat": _amount_field("total_incl_vat"),
    "labour_excl_vat": _amount_field("labour_excl_vat"),
    "travel_excl_vat": _amount_field("travel_excl_vat"),
    "own_reference": _text_field(Claim, "own_reference"),
    "customer.title": _one_of("title", dict(Customer.Title.choices), Customer.Title.NONE),
    **{
        f"customer.{name}": _text_field(Customer, name)
        for name in ("last_name", "first_name", "street", "postcode", "city")
    },
    "customer.email": _email,
    "customer.phone": _phone,
    "customer.country": _country,
    "parts.kind": _one_of("kind", dict(PartKind.choices), PartKind.NEW),
    "parts.description": _text_field(ClaimPart, "description"),
    "parts.quantity": _quantity,
    "parts.price_excl_vat": _amount_field("price_excl_vat"),
}
_DEFAULTS: dict[str, Attributes] = {
    "brand": {"brand": None, "brand_text": ""},
    "brand_text": {"brand": None, "brand_text": ""},
    "customer.title": {"title": Customer.Title.NONE},
    "customer.country": {"country": "FR"},
    "parts.kind": {"kind": PartKind.NEW},
    "parts.quantity": {"quantity": 1},
    **{
        name: {name.rpartition(".")[2]: None}
        for name in (
            "product",
            "fault",
            "workshop",
            "drop_off_place",
            "repaired_on",
            "invoiced_on",
            "total_incl_vat",
            "labour_excl_vat",
            "travel_excl_vat",
            "parts.price_excl_vat",
        )
    },
    "is_at_home": {"is_at_home": False},
    "circular_parts_consent": {"circular_parts_consent": False},
}
_EMPTY: dict[str, Attributes] = {path: _DEFAULTS.get(path, {path.rpartition(".")[2]: ""}) for path in _PARSERS}
