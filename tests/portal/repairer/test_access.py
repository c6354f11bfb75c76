"""Who gets in, and whose claims one sees: others' are a 404, whatever is asked of them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from accounts.models import Membership
from accounts.roles import Role
from claims.models import Claim
from portal.repairer import urls
from tests.factories.accounts import MembershipFactory
from tests.factories.claims import CompleteClaimFactory, SentClaimFactory
from tests.portal.repairer.shop import Shop, at, open_shop

PAGES = ("dashboard", "claim-list", "claim-new", "claim-export", "payments", "bank-account", "brands", "company")
STAFF = (Role.CONTROL_OFFICER, Role.FINANCE_MAKER, Role.FINANCE_APPROVER, Role.EDITOR, Role.ADMINISTRATOR)
_EXTRA = {
    "claim-document-remove": (uuid4(),),
    "claim-page-image": (1, 1),
    "claim-page-thumbnail": (1, 1),
}


def names_of_claim_screens() -> list[str]:
    resolver = next(
        entry for entry in urls.urlpatterns if isinstance(entry, URLResolver) and "public_id" in str(entry.pattern)
    )
    return [str(entry.name) for entry in resolver.url_patterns if isinstance(entry, URLPattern)]


@pytest.mark.parametrize("name", PAGES)
def test_nobody_gets_in_without_signing_in(db: None, name: str) -> None:
    answer = Client().get(at(name))
    assert answer.status_code == 302
    assert "/account/login/" in answer.url


@pytest.mark.parametrize("role", STAFF)
def test_staff_have_no_business_here(signed_in: Any, role: Role) -> None:
    client = signed_in(role)
    for name in PAGES:
        assert client.get(at(name)).status_code == 403


@pytest.mark.parametrize("name", names_of_claim_screens())
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_claim_of_another_company_is_a_404_and_stays_as_it_is(shop: Shop, name: str, method: str) -> None:
    claims = [CompleteClaimFactory(), SentClaimFactory()]
    before = list(Claim.objects.order_by("pk").values())
    for claim in claims:
        answer = getattr(shop.client, method)(at(name, claim.public_id, *_EXTRA.get(name, ())))
        assert answer.status_code in (404, 405)
    assert list(Claim.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("name", names_of_claim_screens())
def test_a_claim_that_does_not_exist_is_a_404(shop: Shop, name: str) -> None:
    address = at(name, uuid4(), *_EXTRA.get(name, ()))
    assert {shop.client.get(address).status_code, shop.client.post(address).status_code} <= {404, 405}


def test_an_employee_files_claims(shop: Shop, signed_in: Any) -> None:
    client = signed_in(Role.REPAIRER_EMPLOYEE, organisation=shop.repairer.organisation)
    client.post(at("claim-new"))
    claim = Claim.objects.get()
    assert (claim.repairer, claim.created_by) == (shop.repairer, client.user)
    assert client.get(at("claim-detail", claim.public_id)).status_code == 200


def test_colleagues_see_each_others_claims(shop: Shop, signed_in: Any) -> None:
    client = signed_in(Role.REPAIRER_EMPLOYEE, organisation=shop.repairer.organisation)
    assert client.get(at("claim-appliance", shop.draft().public_id)).status_code == 200


def test_one_who_left_the_company_sees_nothing_more(shop: Shop) -> None:
    claim = shop.draft()
    Membership.objects.update(ended_at=claim.created_at)
    assert shop.get("claim-detail", claim.public_id).status_code == 403


def test_an_officer_who_works_for_a_repairer_too_sees_its_claims_only(shop: Shop, signed_in: Any) -> None:
    client = signed_in(Role.CONTROL_OFFICER)
    MembershipFactory(user=client.user, role=Role.REPAIRER_EMPLOYEE, organisation=shop.repairer.organisation)
    client = signed_in(user=type(client.user).objects.get(pk=client.user.pk))
    assert client.get(at("claim-list")).status_code == 200
    foreign = SentClaimFactory(repairer=open_shop().repairer)
    assert client.get(at("claim-detail", foreign.public_id)).status_code == 404
