"""Payment as claims see it: many at once, all or none."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail

from accounts.roles import Role
from claims.models import Claim, ClaimEvent, Notice
from claims.services.paying import enter_payment, leave_payment, settle
from claims.states import Status
from core.errors import MoveRefused
from tests.factories.accounts import person
from tests.factories.claims import ApprovedClaimFactory, InReviewClaimFactory

pytestmark = pytest.mark.django_db

PAID_ON = date(2026, 11, 30)


def statuses() -> list[str]:
    return list(Claim.objects.order_by("pk").values_list("status", flat=True))


def test_approved_claims_enter_leave_enter_again_and_are_paid() -> None:
    claims, maker = ApprovedClaimFactory.create_batch(3), person(Role.FINANCE_MAKER)

    enter_payment(claims=claims, by=maker)
    assert statuses() == [Status.IN_PAYMENT] * 3
    leave_payment(claims=claims, by=maker)
    assert statuses() == [Status.APPROVED] * 3
    enter_payment(claims=claims, by=maker)
    settle(claims=claims, paid_on=PAID_ON, by=maker)

    assert statuses() == [Status.PAID] * 3
    assert set(Claim.objects.values_list("paid_on", flat=True)) == {PAID_ON}
    assert [event.move for event in claims[0].events.all()] == [
        "enter_payment",
        "leave_payment",
        "enter_payment",
        "settle",
    ]
    assert ClaimEvent.objects.filter(by=maker).count() == 12


@pytest.mark.parametrize("act", [enter_payment, leave_payment, lambda **given: settle(paid_on=PAID_ON, **given)])
def test_one_claim_in_another_state_stops_them_all(act: Callable[..., object]) -> None:
    maker = person(Role.FINANCE_MAKER)
    claims = [ApprovedClaimFactory(), InReviewClaimFactory()]
    if act is not enter_payment:
        enter_payment(claims=claims[:1], by=maker)
    before, events = statuses(), ClaimEvent.objects.count()

    with pytest.raises(MoveRefused) as refusal:
        act(claims=claims, by=maker)

    assert refusal.value.code == "wrong-status"
    assert statuses() == before
    assert ClaimEvent.objects.count() == events


def test_a_claim_named_twice_is_moved_once() -> None:
    claim = ApprovedClaimFactory()

    enter_payment(claims=[claim, claim], by=person(Role.FINANCE_MAKER))

    assert claim.events.count() == 1


def test_settling_tells_nobody_because_payments_does() -> None:
    maker, claim = person(Role.FINANCE_MAKER), ApprovedClaimFactory()
    enter_payment(claims=[claim], by=maker)

    settle(claims=[claim], paid_on=PAID_ON, by=maker)

    assert not Notice.objects.exists()
    assert not mail.outbox


def test_thousands_are_moved_with_few_queries(django_assert_max_num_queries: Callable[[int], object]) -> None:
    claims = ApprovedClaimFactory.create_batch(12)
    maker = person(Role.FINANCE_MAKER)

    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        enter_payment(claims=claims, by=maker)
    assert not mail.outbox
