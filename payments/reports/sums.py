"""Sums that the reports share; each is 0 where there is nothing to add."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from claims.states import Status
from core.money import ZERO, euros

_IS_PAID = Q(status=Status.PAID)

PAID_COUNT = Count("pk", filter=_IS_PAID)
TOTAL = Coalesce(Sum("total_incl_vat"), ZERO)
BONUS = Coalesce(Sum("bonus"), ZERO)
PAID = Coalesce(Sum("bonus", filter=_IS_PAID), ZERO)
TO_PAY = Coalesce(Sum("bonus", filter=~_IS_PAID), ZERO)


def in_euros(values: Iterable[object]) -> tuple[object, ...]:
    """The values of a row, amounts with their two places: SQLite adds up in floating point and hands on the rest."""
    return tuple(euros(value) if isinstance(value, Decimal) else value for value in values)
