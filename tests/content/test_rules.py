"""Rules of reference data."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.rules import RateTerms, brand_key, changes_the_past, periods_overlap

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def terms(valid_from: date, valid_until: date | None = None, amount: str = "50.00") -> RateTerms:
    return RateTerms("washing-machine", valid_from, valid_until, Decimal(amount), None)


@st.composite
def periods(draw: st.DrawFn) -> RateTerms:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return terms(first, draw(st.sampled_from((last, None))))


@given(first=periods(), second=periods(), day=DAYS)
def test_periods_overlap_exactly_when_they_share_a_day(first: RateTerms, second: RateTerms, day: date) -> None:
    def holds(period: RateTerms, day: date) -> bool:
        return period.valid_from <= day and (period.valid_until is None or day <= period.valid_until)

    assert periods_overlap(first, second) == periods_overlap(second, first)
    if holds(first, day) and holds(second, day):
        assert periods_overlap(first, second)
    if periods_overlap(first, second):
        shared = max(first.valid_from, second.valid_from)
        assert holds(first, shared)
        assert holds(second, shared)


def test_a_period_that_begins_the_day_after_another_ends_does_not_overlap() -> None:
    assert not periods_overlap(terms(date(2024, 1, 1), date(2024, 6, 30)), terms(date(2024, 7, 1)))
    assert periods_overlap(terms(date(2024, 1, 1), date(2024, 7, 1)), terms(date(2024, 7, 1)))


@pytest.mark.parametrize(
    ("stored", "wanted", "refused"),
    [
        (terms(date(2024, 1, 1)), terms(date(2024, 1, 1), amount="60.00"), True),
        (terms(date(2024, 1, 1)), terms(date(2024, 1, 2)), True),
        (terms(date(2024, 1, 1)), terms(date(2024, 1, 1), date(2026, 11, 23)), True),
        (terms(date(2024, 1, 1)), terms(date(2024, 1, 1), TODAY), False),
        (terms(date(2024, 1, 1), date(2025, 12, 31)), terms(date(2024, 1, 1)), True),
        (terms(date(2024, 1, 1), date(2027, 1, 1)), terms(date(2024, 1, 1)), False),
        (terms(date(2024, 1, 1)), terms(date(2024, 1, 1)), False),
        (terms(date(2027, 1, 1)), terms(date(2027, 1, 1), amount="60.00"), False),
        (terms(date(2027, 1, 1)), terms(TODAY), True),
    ],
)
def test_a_rate_that_has_begun_may_only_end_later(stored: RateTerms, wanted: RateTerms, refused: bool) -> None:
    assert changes_the_past(stored, wanted, TODAY) is refused


@pytest.mark.parametrize("spelling", ["De'Longhi", "DELONGHI", "de longhi", "De-Longhi", "DéLonghi"])
def test_spellings_of_a_brand_are_one_brand(spelling: str) -> None:
    assert brand_key(spelling) == "DELONGHI"


def test_a_brand_without_latin_letters_keeps_its_own_key() -> None:
    assert brand_key(" 小米 ") == "小米"
    assert brand_key("小米") != brand_key("大米")
