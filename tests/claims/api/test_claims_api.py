"""Claims over the API: each person's own, nothing of the customer."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from core import clock
from tests.factories.claims import DraftClaimFactory, SentClaimFactory, owner_of

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/claims/"


def _client_of(claim: Any, signed_in: Callable[..., Any]) -> Any:
    return signed_in(Role.REPAIRER_OWNER, user=owner_of(claim.repairer))


def test_a_repairer_reads_own_claims_and_no_others(signed_in: Callable[..., Any]) -> None:
    mine, other = SentClaimFactory(), SentClaimFactory()
    client = _client_of(mine, signed_in)
    listed = client.get(ADDRESS).json()["results"]
    assert [claim["id"] for claim in listed] == [str(mine.public_id)]
    assert client.get(f"{ADDRESS}{mine.public_id}/").json()["reference"] == mine.reference
    assert client.get(f"{ADDRESS}{other.public_id}/").status_code == 404
    assert client.get(f"{ADDRESS}{uuid4()}/").status_code == 404


def test_nothing_of_the_customer_is_told(signed_in: Callable[..., Any]) -> None:
    claim = SentClaimFactory()
    answer = _client_of(claim, signed_in).get(f"{ADDRESS}{claim.public_id}/")
    text = json.dumps(answer.json())
    customer = claim.customer
    for value in (customer.last_name, customer.email, customer.phone, customer.street):
        assert value
        assert value not in text


def test_the_next_step_is_told_as_on_the_screen(signed_in: Callable[..., Any]) -> None:
    claim = SentClaimFactory()
    step = _client_of(claim, signed_in).get(f"{ADDRESS}{claim.public_id}/").json()["next_step"]
    assert step["who"] == "scheme"
    assert step["by_when"] == claim.payment_due_on.isoformat()
    assert step["text"]


def test_the_list_is_narrowed_by_status_and_change(signed_in: Callable[..., Any]) -> None:
    sent = SentClaimFactory()
    draft = DraftClaimFactory(repairer=sent.repairer)
    client = _client_of(sent, signed_in)
    assert [claim["id"] for claim in client.get(ADDRESS, {"status": "draft"}).json()["results"]] == [
        str(draft.public_id)
    ]
    later = (clock.now() + timedelta(hours=1)).isoformat()
    assert client.get(ADDRESS, {"updated_since": later}).json()["results"] == []
    assert client.get(ADDRESS, {"status": "nonsense"}).status_code == 400


def test_the_list_costs_the_same_for_one_claim_and_for_many(
    signed_in: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    first = SentClaimFactory()
    client = _client_of(first, signed_in)
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS)
    SentClaimFactory.create_batch(4, repairer=first.repairer)
    with django_assert_max_num_queries(len(one)):
        assert len(client.get(ADDRESS).json()["results"]) == 5


def test_a_stranger_is_told_to_sign_in(client: Client) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 403
    assert answer.json()["code"] == "not-authenticated"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_changed_through_it(signed_in: Callable[..., Any], method: str) -> None:
    claim = SentClaimFactory()
    before = type(claim).objects.values().get(pk=claim.pk)
    client = _client_of(claim, signed_in)
    for address in (ADDRESS, f"{ADDRESS}{claim.public_id}/"):
        assert getattr(client, method)(address, {"status": "paid"}, content_type="application/json").status_code == 405
    assert type(claim).objects.values().get(pk=claim.pk) == before


def test_the_description_names_our_addresses_only(client: Client) -> None:
    schema = client.get(reverse("api-schema"), headers={"accept": "application/vnd.oai.openapi+json"})
    paths = set(json.loads(schema.content)["paths"])
    assert paths == {
        "/api/v1/eligibility/",
        "/api/v1/claims/",
        "/api/v1/claims/{public_id}/",
        "/api/v1/transfers/",
        "/api/v1/transfers/{public_id}/",
    }
