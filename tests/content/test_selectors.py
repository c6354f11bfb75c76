"""What the scheme says."""

import pytest

from content.selectors import brand_named, faults_of, reasons_in_use, scheme_settings
from tests.factories.content import BrandFactory, FaultFactory, ProductFactory, RejectionReasonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["Bosch", "BOSCH", " bosch ", "Bösch"])
def test_a_brand_is_found_whatever_its_spelling(typed: str) -> None:
    brand = BrandFactory(name="Bosch")
    BrandFactory(name="Miele")
    assert brand_named(typed) == brand


@pytest.mark.parametrize("typed", ["", "  ", "Bos", "-", "\x00", "\x00小米"])
def test_no_brand_is_found_for_what_names_none(typed: str) -> None:
    BrandFactory(name="Bosch")
    assert brand_named(typed) is None


def test_a_brand_that_is_not_published_is_not_found() -> None:
    BrandFactory(name="Bosch", live=False)
    assert brand_named("Bosch") is None


def test_a_product_has_its_own_faults_and_those_of_every_product() -> None:
    product, other = ProductFactory(), ProductFactory()
    own, general, foreign = FaultFactory(position=2), FaultFactory(position=1), FaultFactory()
    own.products.set([product, other])
    foreign.products.set([other])
    assert list(faults_of(product)) == [general, own]


def test_reasons_that_are_switched_off_or_not_published_cannot_be_chosen() -> None:
    used = RejectionReasonFactory()
    RejectionReasonFactory(is_active=False)
    RejectionReasonFactory(live=False)
    assert list(reasons_in_use()) == [used]


def test_the_settings_of_the_scheme_begin_with_the_delay_of_the_law() -> None:
    assert scheme_settings().payment_days == 30
