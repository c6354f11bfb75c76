"""Numbers of companies and appliances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from core.identifiers import compact, fold_look_alikes, is_french_vat_number, is_imei, is_siren, is_siret

DIGITS = st.text("0123456789", min_size=8, max_size=8)


@given(text=st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    for check in (is_siren, is_siret, is_imei, is_french_vat_number):
        assert check(text) in {True, False}
    assert compact(compact(text)) == compact(text)
    assert fold_look_alikes(fold_look_alikes(text)) == fold_look_alikes(text)


@given(digits=DIGITS)
def test_exactly_one_check_digit_makes_a_siren(digits: str) -> None:
    right = [digit for digit in "0123456789" if is_siren(digits + digit)]
    assert right == [luhn.calc_check_digit(digits)]


@given(digits=st.text("0123456789", min_size=14, max_size=14))
def test_exactly_one_check_digit_makes_an_imei(digits: str) -> None:
    assert sum(is_imei(digits + digit) for digit in "0123456789") == 1
    assert not is_imei(digits)


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (is_siren, "732 829 320", "732 829 321"),
        (is_siret, "73282932000074", "73282932000075"),
        # La Poste's places have a rule of their own: the sum of the digits is a multiple of five.
        (is_siret, "35600000000047", "35600000000046"),
        (is_imei, "49-015420-323751-8", "49-015420-323751-7"),
        (is_french_vat_number, "FR44732829320", "FR45732829320"),
    ],
)
def test_known_numbers_are_judged_right(check: object, right: str, wrong: str) -> None:
    assert check(right)  # type: ignore[operator]
    assert not check(wrong)  # type: ignore[operator]


def test_characters_that_readers_confuse_are_one() -> None:
    assert fold_look_alikes("SN-O0I1l5sB8") == fold_look_alikes("5n 0O1li5S88")
    assert compact("É/12 a") == "E12A"
