"""Filters that write amounts, days and instants the way the reader's language does."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency, format_decimal
from django import template
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()


@register.filter
def euros(amount: Decimal | int | None) -> str:
    """`1 234,56 €` in French, `€1,234.56` in English; nothing for no amount. Floats are refused, as everywhere."""
    if amount is None or amount == "":
        return ""
    if isinstance(amount, float):
        raise TypeError("amounts of money are never floats")
    return str(format_currency(Decimal(amount), "EUR", locale=get_language() or "fr"))


@register.filter
def number(value: Decimal | int | None) -> str:
    """A count or a quantity with its thousands grouped."""
    if value is None or value == "":
        return ""
    return str(format_decimal(value, locale=get_language() or "fr"))


@register.filter
def day(value: date | datetime | None) -> str:
    """`24/11/2026`. An instant gives its day in the scheme's time zone."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return date_format(value, "SHORT_DATE_FORMAT")


@register.filter
def long_day(value: date | datetime | None) -> str:
    """`24 November 2026`."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return date_format(value, "DATE_FORMAT")


@register.filter
def instant(value: datetime | None) -> str:
    """`24/11/2026 14:32` in the scheme's time zone."""
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT") if value else ""


@register.filter
def clock_time(value: datetime | None) -> str:
    """`14:32` in the scheme's time zone."""
    return date_format(timezone.localtime(value), "H:i") if value else ""


@register.filter
def iso(value: Any) -> str:
    """The day or instant for a `datetime` attribute."""
    if isinstance(value, str):
        value = parse_date(value)
    return value.isoformat() if value else ""
