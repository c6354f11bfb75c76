"""Values as people type them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.declaration.fields import are_stored_alike, attributes_from, empty_attributes, is_field
from claims.declaration.values import ValueRefused, amount_of, day_of, text_of
from claims.models import Claim, Customer


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("129,90", "129.90"),
        ("129.9", "129.90"),
        ("1 234,56 €", "1234.56"),
        ("1\u202f234,56\u00a0€", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("0", "0.00"),
        ("12€50", "12.50"),
        (45, "45.00"),
        (129.9, "129.90"),
        (Decimal("12.30"), "12.30"),
    ],
)
def test_amounts_are_understood_with_point_or_comma(typed: Any, amount: str) -> None:
    assert amount_of(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["12,345", "-1", "1e9", "NaN", "Infinity", "abc", "12€5", "1€2€3", True, "1_0", "100000000"]
)
def test_what_is_no_amount_is_refused_and_never_rounded(typed: Any) -> None:
    with pytest.raises(ValueRefused):
        amount_of(typed)


@given(st.decimals(min_value=0, max_value=99_999_999, places=2))
def test_an_amount_written_in_french_comes_back(amount: Decimal) -> None:
    assert amount_of(f"{amount}".replace(".", ",") + " €") == amount


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        ("24/11/2026", date(2026, 11, 24)),
        (" 4.1.2026 ", date(2026, 1, 4)),
        (date(2026, 11, 24), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 9, 30), date(2026, 11, 24)),
    ],
)
def test_days_are_understood_day_first(typed: Any, day: date) -> None:
    assert day_of(typed) == day


@pytest.mark.parametrize("typed", ["31/02/2026", "11/24/2026", "yesterday", "0026-01-01", "24/11/26", 20261124.5])
def test_what_is_no_day_is_refused(typed: Any) -> None:
    with pytest.raises(ValueRefused):
        day_of(typed)


@given(st.text())
def test_text_is_one_printable_line(typed: str) -> None:
    text = text_of(typed)

    assert text == text.strip()
    assert all(character.isprintable() for character in text)


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.none() | st.dates())
def test_whatever_is_typed_into_a_field_without_a_list_is_taken_or_refused_with_a_sentence(typed: Any) -> None:
    for path in (
        "identifier",
        "repaired_on",
        "total_incl_vat",
        "is_at_home",
        "customer.email",
        "customer.phone",
        "customer.country",
        "customer.title",
        "parts.kind",
        "parts.quantity",
        "parts.0.price_excl_vat",
    ):
        assert _taken_or_refused(path, typed)


def _taken_or_refused(path: str, typed: Any) -> bool:
    try:
        taken = attributes_from(path, typed, Claim())
    except ValueRefused as refused:
        return bool(refused.code and str(refused.message))
    return taken.keys() == empty_attributes(path).keys()


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("customer.email", "nobody"),
        ("customer.phone", "call me"),
        ("customer.country", "France"),
        ("customer.title", "king"),
        ("parts.kind", "stolen"),
        ("parts.quantity", "0"),
        ("parts.quantity", "²"),
        ("identifier", "x" * 41),
    ],
)
def test_a_wrong_value_is_refused(path: str, typed: str) -> None:
    with pytest.raises(ValueRefused):
        attributes_from(path, typed, Claim())


def test_an_empty_country_is_france_and_an_empty_title_is_none() -> None:
    assert attributes_from("customer.country", "", Claim()) == {"country": "FR"}
    assert attributes_from("customer.title", "", Claim()) == {"title": Customer.Title.NONE}


@pytest.mark.parametrize(
    "path",
    ["status", "bonus", "reference", "version", "repairer", "customer.erased_at", "customer.claim", "parts.claim", "x"],
)
def test_what_is_not_the_repairers_to_say_is_no_field(path: str) -> None:
    assert not is_field(path)


@pytest.mark.parametrize(
    ("path", "one", "other", "expected"),
    [
        ("total_incl_vat", "129,9", "129.90", True),
        ("total_incl_vat", "129,9", "129.91", False),
        ("invoiced_on", "1/3/2026", "2026-03-01", True),
        ("customer.city", " Lyon ", "Lyon", True),
        ("customer.city", "Lyon", "LYON", False),
        ("total_incl_vat", "abc", "abc", False),
    ],
)
def test_two_spellings_of_one_value_are_stored_alike(path: str, one: str, other: str, expected: bool) -> None:
    assert are_stored_alike(path, one, other, Claim()) is expected
