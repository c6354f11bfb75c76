"""Who sees which claims, how they are counted, searched and summed up."""

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Membership
from accounts.roles import Role
from claims.models import Claim
from claims.selectors import TABS, claims_matching, claims_visible_to, money_on_its_way, next_step_of, status_counts
from claims.states import Status
from core import clock
from tests.factories.accounts import person
from tests.factories.claims import (
    ApprovedClaimFactory,
    CompleteClaimFactory,
    DraftClaimFactory,
    InReviewClaimFactory,
    RefusedClaimFactory,
    SentClaimFactory,
)
from tests.factories.content import BrandFactory

pytestmark = pytest.mark.django_db


def test_repairers_see_their_companys_claims_only() -> None:
    own, other = DraftClaimFactory(), SentClaimFactory()
    colleague = person(Role.REPAIRER_EMPLOYEE, organisation=own.repairer.organisation)

    assert list(claims_visible_to(own.created_by)) == list(claims_visible_to(colleague)) == [own]
    assert list(claims_visible_to(other.created_by)) == [other]

    Membership.objects.filter(user=colleague).update(ended_at=clock.now())
    assert not claims_visible_to(colleague).exists()


def test_staff_see_what_their_work_needs() -> None:
    DraftClaimFactory()
    sent, approved = SentClaimFactory(), ApprovedClaimFactory()

    for role in (Role.CONTROL_OFFICER, Role.FRAUD_ANALYST, Role.ADMINISTRATOR):
        assert set(claims_visible_to(person(role))) == {sent, approved}
    for role in (Role.FINANCE_MAKER, Role.FINANCE_APPROVER):
        assert set(claims_visible_to(person(role))) == {approved}
    for role in (Role.EDITOR, Role.PUBLISHER, Role.CERTIFIER, Role.AUDITOR):
        assert not claims_visible_to(person(role)).exists()
    assert not claims_visible_to(person(Role.ADMINISTRATOR, is_active=False)).exists()


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("RB-2026-9", True),
        ("rb-2026-9", True),
        ("SN-ZZ 77", True),
        ("zz77", False),
        ("2026/A77", True),
        ("atelier-9", True),
        ("moulinex", True),
        ("  ", True),
        ("nothing", False),
        ("%", False),
        ("\x00", True),
        ("x" * 500, False),
    ],
)
def test_claims_are_found_by_what_stands_on_them(text: str, is_found: bool) -> None:
    claim = SentClaimFactory(
        identifier="SN-ZZ77",
        identifier_key="SNZZ77",
        invoice_number="FA-2026/A77",
        own_reference="ATELIER-91",
        brand=BrandFactory(name="Moulinex"),
    )

    assert claims_matching(claims_visible_to(claim.created_by), text).exists() is is_found


def test_a_search_shows_nobody_elses_claims() -> None:
    own, other = SentClaimFactory(own_reference="X-1"), SentClaimFactory(own_reference="X-2")

    assert list(claims_matching(claims_visible_to(own.created_by), "X-")) == [own]
    assert other.own_reference == "X-2"


def test_every_status_stands_under_one_tab() -> None:
    listed = [status for statuses in TABS.values() for status in statuses]

    assert sorted(listed) == sorted(Status)


def test_tabs_are_counted_in_one_query(django_assert_num_queries: Any) -> None:
    first = DraftClaimFactory()
    for factory in (SentClaimFactory, InReviewClaimFactory, RefusedClaimFactory):
        factory(repairer=first.repairer)
    SentClaimFactory()
    claims = claims_visible_to(first.created_by)

    with django_assert_num_queries(1):
        counts = status_counts(claims)

    assert counts == {
        "all": 4,
        "draft": 1,
        "to-correct": 0,
        "in-progress": 2,
        "approved": 0,
        "paid": 0,
        "refused": 1,
        "cancelled": 0,
    }


def test_a_list_costs_the_same_with_many_rows(django_assert_num_queries: Any) -> None:
    first = SentClaimFactory()
    for _each in range(5):
        CompleteClaimFactory(repairer=first.repairer)
    user = first.created_by
    assert user.roles

    with django_assert_num_queries(1):
        rows = [
            (row.repairer.display_name, row.product.name, row.product.family.name, row.brand_name, row.workshop.name)
            for row in claims_visible_to(user)
        ]
        steps = [next_step_of(row) for row in Claim.objects.none()]

    assert (len(rows), steps) == (6, [])


def test_money_is_summed_by_where_it_is_in_one_query(django_assert_num_queries: Any) -> None:
    first = ApprovedClaimFactory()
    repairer = first.repairer
    ApprovedClaimFactory(repairer=repairer, bonus=Decimal("60.00"))
    InReviewClaimFactory(repairer=repairer, bonus=Decimal("25.00"))
    RefusedClaimFactory(repairer=repairer)
    paying = ApprovedClaimFactory(repairer=repairer, bonus=Decimal("15.00"))
    Claim.objects.filter(pk=paying.pk).update(status=Status.IN_PAYMENT)
    ApprovedClaimFactory()

    with django_assert_num_queries(1):
        money = money_on_its_way(repairer)

    assert (money.approved.count, money.approved.total) == (2, Decimal("110.00"))
    assert (money.being_checked.count, money.being_checked.total) == (1, Decimal("25.00"))
    assert (money.in_payment.total, money.paid.total, money.to_correct.count) == (Decimal("15.00"), Decimal(0), 0)
    assert money.expected == Decimal("125.00")


def test_nothing_is_nothing() -> None:
    money = money_on_its_way(DraftClaimFactory().repairer)

    assert (money.expected, money.paid.count) == (Decimal("0.00"), 0)
