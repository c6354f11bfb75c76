"""Everything that is missing, each with its field and a sentence."""

from datetime import timedelta
from typing import Any

import pytest

from claims.models import Claim
from claims.selectors import open_points
from claims.services.documents import remove_document
from core import clock
from tests.claims import stories
from tests.factories.claims import SentClaimFactory
from tests.factories.content import BrandFactory, FaultFactory, OtherProducerOrganisationFactory

pytestmark = pytest.mark.django_db


def points(claim: Claim) -> set[tuple[str, str]]:
    found = open_points(Claim.objects.get(pk=claim.pk))
    assert all(str(point.message).strip().endswith((".", ")")) for point in found)
    return {(point.code, point.field) for point in found}


def test_a_complete_draft_has_none() -> None:
    assert points(stories.complete_draft()) == set()


def test_an_empty_draft_lacks_every_required_field() -> None:
    place = stories.workshop()
    claim = stories.draft(place.repairer)
    Claim.objects.update(workshop=None)

    assert points(claim) == {
        ("missing", field)
        for field in (
            "product",
            "brand",
            "fault",
            "identifier",
            "repaired_on",
            "workshop",
            "customer.last_name",
            "customer.first_name",
            "customer.email",
            "customer.phone",
            "customer.postcode",
            "customer.city",
            "invoice_number",
            "invoiced_on",
            "total_incl_vat",
            "documents.invoice",
        )
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"identifier": "--"}, {("serial-wrong", "identifier")}),
        ({"invoice_number": "--"}, {("number-wrong", "invoice_number")}),
        ({"total_incl_vat": "0"}, {("total-not-positive", "total_incl_vat")}),
        ({"total_incl_vat": "49.99"}, {("bonus-above-bill", "total_incl_vat")}),
        ({"total_incl_vat": "50.00"}, set()),
        ({"brand": None, "brand_text": "Unheard of"}, set()),
        (
            {"parts": [{"kind": "circular"}]},
            {("missing", "documents.customer_consent"), ("missing", "circular_parts_consent")},
        ),
        ({"parts": [{"kind": "second_hand"}]}, set()),
        ({"customer": {"phone": ""}}, {("missing", "customer.phone")}),
        ({"customer": {"postcode": "6900"}}, {("postcode-wrong", "customer.postcode")}),
        ({"customer": {"postcode": "6900", "country": "BE"}}, set()),
        ({"repaired_on": "2019-01-01"}, {("certificate-not-valid", "workshop")}),
    ],
)
def test_each_rule_has_its_point(changes: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    claim = stories.saved(stories.complete_draft(), **changes)

    assert points(claim) == expected


def test_nothing_lies_in_the_future() -> None:
    tomorrow = clock.today() + timedelta(days=1)
    claim = stories.saved(stories.complete_draft(), repaired_on=tomorrow, invoiced_on=tomorrow)

    assert points(claim) == {("in-the-future", "repaired_on"), ("in-the-future", "invoiced_on")}
    assert points(stories.saved(claim, repaired_on=clock.today(), invoiced_on=clock.today())) == set()


def test_a_wrong_imei_is_explained() -> None:
    claim = stories.complete_draft()
    product = claim.product
    product.identifier_kind = "imei"
    product.save()
    stories.saved(claim, identifier="351221387837576")

    [point] = open_points(Claim.objects.get())
    assert (point.code, point.field) == ("imei-wrong", "identifier")
    assert "15" in str(point.message)


def test_the_products_own_evidence_and_minimum_are_asked_for() -> None:
    claim = stories.complete_draft()
    product = claim.product
    product.nameplate_required = True
    product.save()
    product.rates.update(minimum_bill="253.81")

    assert points(claim) == {("missing", "documents.nameplate"), ("below-minimum-bill", "total_incl_vat")}

    product.rates.update(minimum_bill="253.80")
    stories.add(claim, purpose="nameplate")
    assert points(claim) == set()


def test_what_is_not_supported_is_said_with_its_reason() -> None:
    claim = stories.complete_draft()
    other = OtherProducerOrganisationFactory(name="Autre")
    stories.saved(
        claim, brand=BrandFactory(name="Ailleurs", responsible=other).name, fault=FaultFactory(is_eligible=False)
    )
    claim.product.rates.update(valid_from=clock.today())

    assert points(claim) == {
        ("brand-not-covered", "brand"),
        ("fault-not-eligible", "fault"),
        ("product-not-supported", "product"),
    }


def test_an_invoice_claimed_already_is_said_before_sending() -> None:
    claim = stories.complete_draft()
    SentClaimFactory(invoice_key=claim.invoice_key)

    assert points(claim) == {("duplicate-invoice", "invoice_number")}


def test_a_removed_invoice_is_missing() -> None:
    claim = stories.complete_draft()
    remove_document(document=claim.documents.get(), by=claim.created_by)

    assert points(claim) == {("missing", "documents.invoice")}


def test_all_points_cost_few_queries(django_assert_max_num_queries: Any) -> None:
    claim = Claim.objects.select_related("product", "brand__responsible", "fault", "workshop").get(
        pk=stories.complete_draft().pk
    )

    with django_assert_max_num_queries(9):
        open_points(claim)
