"""Euros: rounded once, never a float."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import cents, euros, percent_of, total_of

AMOUNTS = st.decimals(min_value=-(10**8), max_value=10**8, allow_nan=False, allow_infinity=False, places=4)
EUROS = st.decimals(min_value=-(10**6), max_value=10**6, allow_nan=False, allow_infinity=False, places=2)


@given(amount=AMOUNTS)
def test_euros_have_two_places_and_are_at_most_half_a_cent_away(amount: Decimal) -> None:
    rounded = euros(amount)
    assert rounded.as_tuple().exponent == -2
    assert abs(rounded - amount) <= Decimal("0.005")
    assert euros(rounded) == rounded
    assert euros(-amount) == -rounded


@pytest.mark.parametrize(
    ("text", "rounded"),
    [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("1.004999", "1.00"), ("7", "7.00")],
)
def test_half_a_cent_goes_away_from_zero(text: str, rounded: str) -> None:
    assert str(euros(text)) == rounded


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        euros(2.675)  # type: ignore[arg-type]


@given(amounts=st.lists(EUROS))
def test_a_total_does_not_depend_on_the_order(amounts: list[Decimal]) -> None:
    assert total_of(amounts) == total_of(reversed(amounts)) == sum(amounts, Decimal("0.00"))


@given(amount=EUROS, percent=st.integers(0, 100))
def test_a_share_is_the_exact_share_rounded_once(amount: Decimal, percent: int) -> None:
    exact = amount * percent / 100
    assert percent_of(amount, percent) == exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


@given(number=st.integers(-(10**10), 10**10))
def test_cents_are_whole(number: int) -> None:
    assert cents(Decimal(number) / 100) == number


def test_a_fraction_of_a_cent_is_refused() -> None:
    with pytest.raises(ValueError, match="whole number"):
        cents(Decimal("1.005"))
