"""Eligibility: before the repair, without an account, on the dates that decide."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from certification.models import Workshop
from claims.eligibility import Eligibility, eligibility_of
from content.models import Product
from tests.factories.certification import CertificateFactory, WorkshopFactory
from tests.factories.content import (
    BrandFactory,
    FaultFactory,
    OtherProducerOrganisationFactory,
    ProductFactory,
    SupportRateFactory,
)

pytestmark = pytest.mark.django_db

OLD, NEW = date(2023, 12, 31), date(2024, 1, 1)


@pytest.fixture
def product() -> Product:
    """25 euros until the end of 2023, 50 from then on with a minimum bill of 150."""
    product = ProductFactory(circular_part_bonus_percent=20)
    SupportRateFactory(product=product, amount=Decimal(25), valid_from=date(2022, 12, 15), valid_until=OLD)
    SupportRateFactory(product=product, amount=Decimal(50), valid_from=NEW, minimum_bill=Decimal(150))
    return product


@pytest.fixture
def workshop(product: Product) -> Workshop:
    """Certified for the product from 2024 to 2027."""
    place = WorkshopFactory()
    CertificateFactory(workshop=place, families=[product.family])
    return place


def codes(found: Eligibility) -> list[tuple[str, str]]:
    return [(point.code, point.field) for point in found.reasons]


def test_the_amount_is_the_rate_of_the_invoice_date(product: Product) -> None:
    before = eligibility_of(product=product, invoiced_on=OLD, repaired_on=NEW)
    after = eligibility_of(product=product, invoiced_on=NEW, repaired_on=OLD)

    assert (before.amount, before.minimum_bill) == (Decimal("25.00"), None)
    assert (after.amount, after.minimum_bill) == (Decimal("50.00"), Decimal("150.00"))


def test_the_repair_date_stands_in_for_a_missing_invoice_date_and_today_for_both(product: Product) -> None:
    assert eligibility_of(product=product, repaired_on=OLD).amount == Decimal("25.00")
    assert eligibility_of(product=product).amount == Decimal("50.00")


def test_nothing_is_paid_on_a_day_without_a_rate(product: Product) -> None:
    found = eligibility_of(product=product, invoiced_on=date(2022, 12, 14))

    assert (found.is_eligible, found.amount, codes(found)) == (False, None, [("product-not-supported", "product")])


def test_a_product_taken_from_the_list_is_not_supported_whatever_its_rates(product: Product) -> None:
    product.is_supported = False

    assert codes(eligibility_of(product=product)) == [("product-not-supported", "product")]


def test_nothing_given_is_nothing_judged() -> None:
    found = eligibility_of(product=None)

    assert (found.is_eligible, found.amount, found.responsible) == (True, None, None)


def test_the_brand_of_another_organisation_is_sent_there_by_name(product: Product) -> None:
    other = OtherProducerOrganisationFactory(name="Éco-autre")
    BrandFactory(name="Héraclès", responsible=other)

    found = eligibility_of(product=product, brand_text="heracles")

    assert (found.is_eligible, found.is_brand_covered, found.responsible) == (False, False, other)
    assert codes(found) == [("brand-not-covered", "brand")]
    assert "Éco-autre" in str(found.reasons[0].message)


def test_a_brand_that_nobody_knows_may_be_claimed_and_is_not_called_covered(product: Product) -> None:
    found = eligibility_of(product=product, brand_text="Xyz")

    assert (found.is_eligible, found.is_brand_covered, found.responsible) == (True, False, None)


def test_a_fault_is_judged_with_its_product(product: Product) -> None:
    fits_all, not_paid = FaultFactory(), FaultFactory(is_eligible=False)
    of_another = FaultFactory()
    of_another.products.add(ProductFactory())

    assert eligibility_of(product=product, fault=fits_all).is_eligible
    assert codes(eligibility_of(product=product, fault=not_paid)) == [("fault-not-eligible", "fault")]
    assert codes(eligibility_of(product=product, fault=of_another)) == [("fault-not-eligible", "fault")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"valid_from": NEW + timedelta(days=2)}, ["certificate-not-valid"]),
        ({"valid_from": date(2020, 1, 1), "valid_until": OLD}, ["certificate-not-valid"]),
        ({"withdrawn_on": NEW}, ["certificate-not-valid"]),
        ({"withdrawn_on": NEW + timedelta(days=2)}, []),
    ],
)
def test_the_certificate_holds_on_the_day_of_the_repair(
    product: Product, workshop: Workshop, change: dict[str, Any], expected: list[str]
) -> None:
    workshop.certificates.update(**change)

    found = eligibility_of(product=product, workshop=workshop, repaired_on=NEW + timedelta(days=1))

    assert [point.code for point in found.reasons] == expected


def test_the_certificate_covers_the_family_of_the_product(workshop: Workshop) -> None:
    product = SupportRateFactory().product

    found = eligibility_of(product=product, workshop=workshop, repaired_on=NEW)

    assert (found.is_certificate_valid, found.is_family_certified) == (True, False)
    assert codes(found) == [("family-not-certified", "workshop")]


def test_circular_parts_raise_the_amount_only_with_consent(product: Product) -> None:
    with_consent = eligibility_of(product=product, has_circular_parts=True, consent=True)
    without = eligibility_of(product=product, has_circular_parts=True, consent=False)

    assert (with_consent.amount, without.amount) == (Decimal("60.00"), Decimal("50.00"))
