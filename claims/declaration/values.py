"""Values as people type them: text, days, amounts; or a sentence that says what is wrong with them."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core import money

_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
# 12€50 is how some write twelve euros fifty.
_EURO_AS_POINT = re.compile(r"^([0-9]+)€([0-9]{2})$")
_SPACE = re.compile(r"\s")
_CURRENCY = re.compile(r"^(?:€|EUR)|(?:€|EUR)$", re.IGNORECASE)
_YEARS = range(2000, 2101)
_LARGEST_AMOUNT = Decimal("99999999.99")


class ValueRefused(Exception):
    """This cannot be a value of the field; `code` is stable, `message` says how to mend it."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def is_empty(raw: Any) -> bool:
    """True for nothing, or text without a sign in it."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def text_of(raw: Any) -> str:
    """One line of text: spaces of all kinds become one, what does not print is left out."""
    spaced = "" if raw is None else " ".join(str(raw).split())
    # A NUL or a mark of writing direction has no place in a name or number.
    printable = "".join(character for character in spaced if character.isprintable())
    return " ".join(printable.split())


def day_of(raw: Any) -> date:
    """A day from a date, an ISO date or day/month/year; raises ValueRefused."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        day = raw
    else:
        text = text_of(raw)
        match = _DAY_FIRST.fullmatch(text)
        try:
            if match:
                day = date(int(match[3]), int(match[2]), int(match[1]))
            else:
                day = date.fromisoformat(text if _ISO.fullmatch(text) else "")
        except ValueError as error:
            raise ValueRefused("date-wrong", _("Enter a real date: day, month, year, as in 24/11/2026.")) from error
    if day.year not in _YEARS:
        raise ValueRefused("date-wrong", _("Check the year of the date."))
    return day


def amount_of(raw: Any) -> Decimal:
    """Euros from a number or from text with a point or a comma; more than two places are refused, never rounded."""
    text = _SPACE.sub("", format(raw, "f") if isinstance(raw, Decimal) else str(raw))
    text = _CURRENCY.sub("", _EURO_AS_POINT.sub(r"\1.\2", text))
    is_comma_last = text.rfind(",") > text.rfind(".")
    text = text.replace(".", "").replace(",", ".") if is_comma_last else text.replace(",", "")
    if not _AMOUNT.fullmatch(text):
        raise ValueRefused("amount-wrong", _("Enter an amount in euros, as in 129.90."))
    amount = Decimal(text)
    if not 0 <= amount <= _LARGEST_AMOUNT:
        raise ValueRefused("amount-out-of-range", _("This amount is not possible: check it."))
    if amount != money.euros(amount):
        raise ValueRefused("amount-wrong", _("An amount has two places after the comma at most: check it."))
    return money.euros(amount)
