"""Copies of claims: what belongs to the appliance is taken, what belongs to one repair is not."""

import pytest

from claims.models import Claim, Customer
from claims.services.drafts import copy_claim
from claims.states import Status
from core import clock
from tests.claims import stories

pytestmark = pytest.mark.django_db


def stored(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def test_a_copy_takes_the_appliance_and_leaves_what_belongs_to_one_repair() -> None:
    claim = stories.complete_draft(own_reference="A-1")

    copy = copy_claim(claim=claim, by=claim.created_by)

    assert (copy.product, copy.brand, copy.fault, copy.workshop) == (
        claim.product,
        claim.brand,
        claim.fault,
        claim.workshop,
    )
    assert (copy.identifier, copy.invoice_number, copy.own_reference, copy.repaired_on) == ("", "", "", None)
    assert (copy.state, copy.documents.count()) == (Status.DRAFT, 0)
    assert not Customer.objects.filter(claim=copy).exists()


def test_a_copy_for_the_same_customer_has_the_customer() -> None:
    claim = stories.complete_draft()

    copy = copy_claim(claim=claim, by=claim.created_by, keep_customer=True)

    assert Customer.objects.get(claim=copy).email == stories.CUSTOMER["email"]


def test_an_erased_customer_is_not_copied() -> None:
    claim = stories.complete_draft()
    Customer.objects.filter(claim=claim).update(erased_at=clock.now())

    copy = copy_claim(claim=claim, by=claim.created_by, keep_customer=True)

    assert not Customer.objects.filter(claim=copy).exists()
