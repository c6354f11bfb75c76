"""The pure rules of a claim."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rules import (
    bonus_due,
    delay_extended,
    documents_needed,
    identifier_key,
    invoice_key,
    is_bill_high_enough,
    is_identifier_sound,
    is_postcode_sound,
    names_of,
    payment_due_on,
    reference_of,
)

CENTS = st.integers(1, 100_000_00).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("has_circular_parts", "consent", "expected"),
    [(True, True, "60.00"), (True, False, "50.00"), (False, True, "50.00"), (False, False, "50.00")],
)
def test_the_supplement_needs_circular_parts_and_the_customers_consent(
    has_circular_parts: bool, consent: bool, expected: str
) -> None:
    bonus = bonus_due(Decimal(50), supplement_percent=20, has_circular_parts=has_circular_parts, consent=consent)

    assert bonus == Decimal(expected)


@given(rate=CENTS, percent=st.integers(0, 100))
def test_the_bonus_is_the_rate_and_at_most_its_supplement_to_the_cent(rate: Decimal, percent: int) -> None:
    raised = bonus_due(rate, supplement_percent=percent, has_circular_parts=True, consent=True)

    assert rate <= raised <= rate * 2
    assert raised == raised.quantize(Decimal("0.01"))
    assert abs(raised - rate * (100 + percent) / 100) <= Decimal("0.005")


def test_half_a_cent_of_supplement_is_rounded_up() -> None:
    assert bonus_due(Decimal("25.25"), supplement_percent=10, has_circular_parts=True, consent=True) == Decimal("27.78")


def test_payment_is_due_so_many_days_after_receipt() -> None:
    assert payment_due_on(date(2026, 11, 24), 30) == date(2026, 12, 24)
    assert payment_due_on(date(2028, 1, 31), 30) == date(2028, 3, 1)


def test_days_in_the_repairers_hands_do_not_count() -> None:
    due = date(2026, 12, 24)

    assert delay_extended(due, stopped_on=date(2026, 12, 1), resumed_on=date(2026, 12, 11)) == date(2027, 1, 3)
    assert delay_extended(due, stopped_on=date(2026, 12, 1), resumed_on=date(2026, 12, 1)) == due
    assert delay_extended(due, stopped_on=date(2026, 12, 2), resumed_on=date(2026, 12, 1)) == due


@pytest.mark.parametrize("spelling", ["F-2026/001", "f2026 001", "F2026.001"])
def test_the_spelling_of_an_invoice_number_makes_no_second_invoice(spelling: str) -> None:
    assert invoice_key("27692649000018", spelling) == "27692649000018:F2026001"


@pytest.mark.parametrize(("siret", "number"), [("", "F1"), ("27692649000018", ""), ("27692649000018", " - ")])
def test_half_an_invoice_has_no_key(siret: str, number: str) -> None:
    assert invoice_key(siret, number) == ""


def test_two_sellers_may_use_the_same_number() -> None:
    assert invoice_key("27692649000018", "1") != invoice_key("27692649000026", "1")


@pytest.mark.parametrize(
    ("kind", "text", "key"),
    [
        ("imei", "IMEI: 35 122138 783757 5", "351221387837575"),
        ("serial", "sn-zrwk bk9vr", "SNZRWKBK9VR"),
        ("serial", "é" * 60, "E" * 40),
        ("serial", "---", ""),
    ],
)
def test_identifiers_are_compared_without_their_spelling(kind: str, text: str, key: str) -> None:
    assert identifier_key(kind, text) == key


@pytest.mark.parametrize(
    ("kind", "text", "is_sound"),
    [
        ("imei", "351221387837575", True),
        ("imei", "351221387837576", False),
        ("imei", "35122138783757", False),
        ("serial", "A1", True),
        ("serial", " - ", False),
    ],
)
def test_an_imei_has_a_check_digit_and_a_serial_number_a_sign(kind: str, text: str, is_sound: bool) -> None:
    assert is_identifier_sound(kind, text) is is_sound


def test_the_documents_follow_from_product_and_parts() -> None:
    assert documents_needed(nameplate_required=False, has_circular_parts=False) == ("invoice",)
    assert documents_needed(nameplate_required=True, has_circular_parts=True) == (
        "invoice",
        "nameplate",
        "customer_consent",
    )


def test_the_minimum_bill_itself_is_enough() -> None:
    assert is_bill_high_enough(Decimal("150.00"), minimum_bill=Decimal("150.00"))
    assert not is_bill_high_enough(Decimal("149.99"), minimum_bill=Decimal("150.00"))
    assert is_bill_high_enough(Decimal("0.01"), minimum_bill=None)


def test_a_reference_has_year_and_at_least_six_digits() -> None:
    assert reference_of(2026, 42) == "RB-2026-000042"
    assert reference_of(2026, 1_234_567) == "RB-2026-1234567"


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Mme Claire DUPONT", ("Claire", "DUPONT")),
        ("DUPONT Claire", ("Claire", "DUPONT")),
        ("M. Isaac Charles", ("Isaac", "Charles")),
        ("LE GALL Corinne", ("Corinne", "LE GALL")),
        ("Durand", ("", "Durand")),
        ("Mme", ("", "")),
        ("Mr John Smith", ("John", "Smith")),
        ("Marc Petit", ("Marc", "Petit")),
        ("", ("", "")),
    ],
)
def test_names_are_taken_apart_as_invoices_print_them(printed: str, names: tuple[str, str]) -> None:
    assert names_of(printed) == names


@pytest.mark.parametrize(
    ("country", "postcode", "is_sound"),
    [
        ("FR", "69003", True),
        ("FR", "01000", True),
        ("FR", "20200", True),
        ("FR", "97400", True),
        ("FR", "98800", True),
        ("FR", "00100", False),
        ("FR", "99100", False),
        ("FR", "6900", False),
        ("FR", "690033", False),
        ("FR", "Lyon", False),
        ("FR", "٦٩٠٠٣", False),
        ("BE", "1000", True),
        ("NL", "1012 AB", True),
    ],
)
def test_a_french_postcode_has_five_digits(country: str, postcode: str, is_sound: bool) -> None:
    assert is_postcode_sound(country, postcode) is is_sound
