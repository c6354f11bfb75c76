"""Eligibility over the API: without an account, with every reason, and never a server error."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from claims.api.eligibility import EligibilityThrottle
from tests.factories.content import (
    BrandFactory,
    FaultFactory,
    OtherProducerOrganisationFactory,
    SupportRateFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/eligibility/"


@pytest.fixture
def laptop() -> Any:
    rate = SupportRateFactory(amount=Decimal("50.00"), minimum_bill=Decimal("150.00"))
    return rate.product


def test_a_covered_repair_is_answered_with_its_amount(client: Client, laptop: Any) -> None:
    brand = BrandFactory()
    answer = client.get(ADDRESS, {"product": laptop.code, "brand": brand.name.lower(), "total": "150.00"})
    assert answer.status_code == 200
    body = answer.json()
    assert body["is_eligible"] is True
    assert (body["amount"], body["minimum_bill"], body["currency"]) == ("50.00", "150.00", "EUR")
    assert body["responsible"]["is_this_scheme"] is True
    assert body["reasons"] == []


def test_a_brand_of_another_organisation_names_it(client: Client, laptop: Any) -> None:
    other = OtherProducerOrganisationFactory()
    brand = BrandFactory(responsible=other)
    body = client.get(ADDRESS, {"product": laptop.code, "brand": brand.name}).json()
    assert body["is_eligible"] is False
    assert [reason["code"] for reason in body["reasons"]] == ["brand-not-covered"]
    assert body["responsible"]["name"] == other.name


@pytest.mark.parametrize(("total", "code"), [("149.99", "below-minimum-bill"), ("0", "below-minimum-bill")])
def test_a_bill_below_the_minimum_is_told(client: Client, laptop: Any, total: str, code: str) -> None:
    body = client.get(ADDRESS, {"product": laptop.code, "total": total}).json()
    assert [reason["code"] for reason in body["reasons"]] == [code]
    assert body["is_eligible"] is False


def test_a_bill_below_the_bonus_is_told(client: Client) -> None:
    product = SupportRateFactory(amount=Decimal("50.00"), minimum_bill=None).product
    body = client.get(ADDRESS, {"product": product.code, "total": "49.99"}).json()
    assert [reason["code"] for reason in body["reasons"]] == ["bonus-above-bill"]


def test_the_rate_is_the_one_of_the_invoice_date(client: Client, laptop: Any) -> None:
    first = laptop.rates.get()
    body = client.get(ADDRESS, {"product": laptop.code, "date": "1999-01-01"}).json()
    assert first.valid_from.year > 1999
    assert body["amount"] is None
    assert [reason["code"] for reason in body["reasons"]] == ["product-not-supported"]


def test_a_fault_that_is_not_supported_is_told(client: Client, laptop: Any) -> None:
    fault = FaultFactory(is_eligible=False)
    body = client.get(ADDRESS, {"product": laptop.code, "fault": fault.code}).json()
    assert [reason["code"] for reason in body["reasons"]] == ["fault-not-eligible"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "product"),
        ({"product": "no-such-thing"}, "product"),
        ({"date": "31/31/2026"}, "date"),
        ({"total": "NaN"}, "total"),
        ({"total": "-1"}, "total"),
        ({"fault": "\x00"}, "fault"),
    ],
)
def test_what_cannot_be_understood_is_a_problem_with_its_field(
    client: Client, laptop: Any, query: dict[str, str], field: str
) -> None:
    answer = client.get(ADDRESS, {"product": laptop.code, **query} if query else {})
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    assert field in [point["field"] for point in answer.json()["points"]]


def test_questions_without_end_are_slowed_down(client: Client, laptop: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EligibilityThrottle, "rate", "2/min")
    statuses = [client.get(ADDRESS, {"product": laptop.code}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
