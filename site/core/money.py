"""Euros: Decimal with two places. The only module that rounds."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def euros(amount: Decimal | int | str) -> Decimal:
    """The amount with two places, half a cent away from zero. Floats are refused: they have lost the cents already."""
    if isinstance(amount, float):
        raise TypeError("amounts of money are never floats")
    return Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP)


def percent_of(amount: Decimal, percent: Decimal | int) -> Decimal:
    """`percent` per cent of the amount, in euros."""
    return euros(amount * Decimal(percent) / 100)


def total_of(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, in euros; 0.00 for nothing."""
    return euros(sum(amounts, ZERO))


def cents(amount: Decimal) -> int:
    """The amount as whole cents; ValueError when it has a fraction of a cent."""
    scaled = amount * 100
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} is not a whole number of cents")
    return int(scaled)
