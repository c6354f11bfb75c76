"""Support rates: the database itself keeps them apart, and the past stays as it was."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from content.models import SupportRate
from content.selectors import products_supported_on, rate_valid_on, support_table
from tests.factories.content import ProductFactory, SupportRateFactory

pytestmark = pytest.mark.django_db


def test_the_rate_of_a_day_is_the_one_whose_period_holds_the_day() -> None:
    product = ProductFactory()
    old = SupportRateFactory(
        product=product, valid_from=date(2022, 12, 15), valid_until=date(2023, 12, 31), amount=Decimal(25)
    )
    new = SupportRateFactory(product=product, valid_from=date(2024, 1, 1), amount=Decimal(50))
    assert rate_valid_on(product, date(2022, 12, 14)) is None
    assert rate_valid_on(product, date(2022, 12, 15)) == old
    assert rate_valid_on(product, date(2023, 12, 31)) == old
    assert rate_valid_on(product, date(2024, 1, 1)) == new


@pytest.mark.parametrize(
    ("valid_from", "valid_until"),
    [
        (date(2024, 6, 1), None),
        (date(2023, 1, 1), date(2024, 1, 1)),
        (date(2023, 1, 1), None),
        (date(2024, 3, 1), date(2024, 4, 1)),
    ],
)
def test_the_database_refuses_two_live_rates_that_share_a_day(valid_from: date, valid_until: date | None) -> None:
    first = SupportRateFactory(valid_from=date(2024, 1, 1), valid_until=date(2024, 12, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRate.objects.bulk_create(
            [SupportRate(product=first.product, valid_from=valid_from, valid_until=valid_until, amount=Decimal(1))]
        )
    assert list(SupportRate.objects.filter(product=first.product)) == [first]


def test_the_database_refuses_an_update_that_makes_two_rates_overlap() -> None:
    first = SupportRateFactory(valid_from=date(2024, 1, 1), valid_until=date(2024, 12, 31))
    SupportRateFactory(product=first.product, valid_from=date(2025, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRate.objects.filter(pk=first.pk).update(valid_until=date(2025, 1, 1))
    first.refresh_from_db()
    assert first.valid_until == date(2024, 12, 31)


def test_rates_of_other_products_and_rates_that_are_not_live_do_not_count_as_overlapping() -> None:
    first = SupportRateFactory(valid_from=date(2024, 1, 1))
    SupportRateFactory(valid_from=date(2024, 1, 1))
    SupportRateFactory(product=first.product, valid_from=date(2025, 1, 1), live=False)
    assert rate_valid_on(first.product, date(2026, 1, 1)) == first


def test_publishing_a_draft_that_overlaps_is_refused_by_the_form() -> None:
    first = SupportRateFactory(valid_from=date(2024, 1, 1))
    draft = SupportRate(product=first.product, valid_from=date(2025, 1, 1), amount=Decimal(60))
    with pytest.raises(ValidationError, match="valid_from"):
        draft.full_clean()


def test_a_rate_that_has_begun_keeps_its_amount() -> None:
    rate = SupportRateFactory(valid_from=date(2024, 1, 1), amount=Decimal("50.00"))
    rate.amount = Decimal("60.00")
    with pytest.raises(ValidationError) as refusal:
        rate.full_clean()
    assert refusal.value.error_dict["__all__"][0].code == "changes-the-past"


def test_the_table_lists_supported_products_with_a_live_rate_in_the_order_of_families() -> None:
    day = date(2026, 11, 24)
    second, first = ProductFactory(family__position=2), ProductFactory(family__position=1)
    for product in (second, first):
        SupportRateFactory(product=product)
    SupportRateFactory(product__is_supported=False)
    SupportRateFactory(live=False)
    SupportRateFactory(valid_from=date(2027, 1, 1))
    assert [row.product for row in support_table(day)] == [first, second]
    assert list(products_supported_on(day)) == [first, second]
