"""Every approved claim can be paid, or there is a cause why not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from claims.states import Status
from core import clock
from payments.models import BankAccount
from payments.rules import BlockCause
from payments.selectors import blocked_claims, payable_claims
from tests.factories.certification import RepairerFactory
from tests.factories.claims import ApprovedClaimFactory, InReviewClaimFactory, RefusedClaimFactory
from tests.factories.payments import BankAccountFactory, PendingBankAccountFactory
from tests.payments.scenes import approved_claim, payable_repairer

pytestmark = pytest.mark.django_db


def test_approved_claims_of_repairers_with_a_usable_account_can_be_paid() -> None:
    repairer = payable_repairer()
    InReviewClaimFactory(repairer=repairer)
    RefusedClaimFactory(repairer=repairer)
    ApprovedClaimFactory()
    assert list(payable_claims()) == list(repairer.claims.filter(status=Status.APPROVED))


def test_the_claim_due_first_is_paid_first() -> None:
    repairer = payable_repairer()
    earlier = approved_claim(repairer, payment_due_on=clock.today() - timedelta(days=900))
    assert payable_claims().first() == earlier


@pytest.mark.parametrize(
    ("accounts", "cause"),
    [
        ([], BlockCause.NO_ACCOUNT),
        ([PendingBankAccountFactory], BlockCause.NOT_CONFIRMED),
        ([lambda **fields: _ended(**fields)], BlockCause.NO_ACCOUNT),
        ([lambda **fields: _cooling_off(**fields)], BlockCause.COOL_OFF),
        ([lambda **fields: _cooling_off(**fields), PendingBankAccountFactory], BlockCause.COOL_OFF),
    ],
)
def test_a_claim_that_cannot_be_paid_is_blocked_with_its_cause(
    accounts: list[Callable[..., Any]], cause: BlockCause
) -> None:
    repairer = RepairerFactory()
    claims = [approved_claim(repairer), approved_claim(repairer)]
    for make in accounts:
        make(repairer=repairer)
    payable_repairer()
    (blocked,) = blocked_claims()
    assert (blocked.repairer, blocked.cause, blocked.claims) == (repairer, cause, claims)
    assert (blocked.usable_from is not None) == (cause is BlockCause.COOL_OFF)
    assert not payable_claims().filter(repairer=repairer).exists()


def test_blocked_claims_take_two_queries(
    django_assert_num_queries: Callable[..., CaptureQueriesContext],
) -> None:
    for _ in range(3):
        ApprovedClaimFactory(repairer=PendingBankAccountFactory().repairer)
        ApprovedClaimFactory()
    with django_assert_num_queries(2):
        assert len(blocked_claims()) == 6


def _cooling_off(**fields: Any) -> BankAccount:
    account: BankAccount = BankAccountFactory(usable_from=clock.now() + timedelta(hours=1), **fields)
    return account


def _ended(**fields: Any) -> BankAccount:
    account: BankAccount = BankAccountFactory(status=BankAccount.Status.REPLACED, ended_at=clock.now(), **fields)
    return account
