"""Amounts and days: what people type is understood, what they read is in their language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.fields import DayField, EuroField, parse_amount
from core.templatetags.money import clock_time, day, euros, instant, iso, long_day, number


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12", "12.00"),
        ("12,5", "12.50"),
        ("12.50", "12.50"),
        ("1 234,56 €", "1234.56"),
        ("1\u202f234,56\u00a0€", "1234.56"),
        ("€1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234", "1234.00"),
        ("1.234.567", "1234567.00"),
        ("0,99", "0.99"),
        ("-3,20", "-3.20"),
    ],
)
def test_an_amount_is_understood_in_either_spelling(typed: str, amount: str) -> None:
    assert parse_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "abc", "12,345,6", "1,2,3", "12.", "1e5", "NaN", "Infinity", "12,5,0", "--1", "٣"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_amount(typed)


@given(st.decimals(min_value=0, max_value=Decimal("9999999.99"), places=2), st.sampled_from(["en", "fr"]))
def test_what_we_write_we_also_read(amount: Decimal, language: str) -> None:
    with translation.override(language):
        assert parse_amount(euros(amount)) == amount


@given(st.text(max_size=30))
def test_no_text_breaks_the_field(text: str) -> None:
    field = EuroField(required=False)
    try:
        value = field.clean(text)
    except ValidationError:
        return
    assert value is None or (isinstance(value, Decimal) and value == value.quantize(Decimal("0.01")) and value >= 0)


@pytest.mark.parametrize(("typed", "code"), [("-1", "negative"), ("1000000", "too_large"), ("x", "invalid")])
def test_a_refused_amount_has_its_own_sentence(typed: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        EuroField(max_digits=8).clean(typed)
    assert refusal.value.code == code


def test_another_spelling_of_the_same_amount_is_no_change() -> None:
    field = EuroField()
    assert not field.has_changed(Decimal("12.50"), "12,5")
    assert field.has_changed(Decimal("12.50"), "12,51")
    assert field.has_changed(Decimal("12.50"), "abc")


def test_a_day_is_sent_as_the_browser_sends_it_and_shown_the_same_way() -> None:
    class Form(forms.Form):
        on = DayField()

    form = Form({"on": "2026-11-24"})
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 11, 24)
    assert 'value="2026-11-24"' in str(Form(initial={"on": date(2026, 11, 24)})["on"])
    with translation.override("fr"):
        assert Form({"on": "24/11/2026"}).is_valid()


def test_filters_write_the_way_of_the_language() -> None:
    with translation.override("fr"):
        assert euros(Decimal("1234.56")) == "1\u202f234,56\u00a0€"
        assert number(1234567) == "1\u202f234\u202f567"
        assert long_day(date(2026, 11, 24)) == "24 novembre 2026"
    with translation.override("en"):
        assert euros(Decimal("1234.56")) == "€1,234.56"
        assert long_day(date(2026, 11, 24)) == "24 November 2026"
    assert day(date(2026, 11, 4)) == "04/11/2026"


def test_instants_are_told_in_the_time_of_the_scheme() -> None:
    late = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
    assert (day(late), instant(late), clock_time(late)) == ("01/08/2026", "01/08/2026 00:30", "00:30")
    assert iso(late) == "2026-07-31T22:30:00+00:00"


def test_nothing_is_written_for_nothing() -> None:
    assert [written(None) for written in (euros, number, day, long_day, instant, clock_time, iso)] == [""] * 7


def test_a_float_is_never_money() -> None:
    with pytest.raises(TypeError):
        euros(12.5)  # type: ignore[arg-type]
