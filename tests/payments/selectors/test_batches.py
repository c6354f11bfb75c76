"""What finance sees of batches."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from payments.selectors import batch_lines, batches_visible_to, difference_from_last, transfers_in
from payments.services.bank_accounts import refuse_bank_account
from payments.services.batches import cancel_batch, drop_transfers
from tests.factories.accounts import person
from tests.factories.payments import BankAccountFactory
from tests.payments.scenes import approved_batch, approved_claim, made_batch, maker, payable_repairer

pytestmark = pytest.mark.django_db

Counting = Callable[..., CaptureQueriesContext]
LOOKERS_ON = (Role.FINANCE_MAKER, Role.FINANCE_APPROVER, Role.ADMINISTRATOR)


@pytest.mark.parametrize("role", Role)
def test_finance_and_administrators_see_batches(role: Role) -> None:
    payable_repairer()
    batch = made_batch()
    assert list(batches_visible_to(person(role))) == ([batch] if role in LOOKERS_ON else [])


def test_a_batch_is_listed_with_its_totals_in_one_query(django_assert_num_queries: Counting) -> None:
    payable_repairer("50.00", "25.50")
    payable_repairer("10.00")
    made_batch()
    payable_repairer("5.00")
    made_batch()
    user = person(Role.ADMINISTRATOR)
    assert user.roles
    with django_assert_num_queries(1):
        rows = [(row.transfer_count, row.claim_count, row.total, str(row.made_by)) for row in batches_visible_to(user)]
    assert [row[:3] for row in rows] == [(1, 1, Decimal("5.00")), (2, 3, Decimal("85.50"))]


def test_what_left_a_batch_is_not_counted() -> None:
    repairer, other = payable_repairer("50.00"), payable_repairer("10.00")
    by = maker()
    batch = made_batch(by=by)
    refuse_bank_account(account=repairer.bank_accounts.get(), reason="Wrong.", by=maker())
    drop_transfers(batch=batch, by=by)
    row: Any = batches_visible_to(by).get()
    assert (row.transfer_count, row.claim_count, row.total) == (1, 1, Decimal("10.00"))
    assert [transfer.repairer for transfer in transfers_in(batch)] == [other]
    assert [line.claim.repairer for line in batch_lines(batch)] == [other]


def test_lines_and_transfers_take_as_many_queries_whatever_their_number(django_assert_num_queries: Counting) -> None:
    for number in range(4):
        payable_repairer(*["10.00"] * (number + 1))
    batch = made_batch()
    with django_assert_num_queries(1):
        seen = [
            (line.transfer.repairer.legal_name, line.transfer.bank_account.last_four, line.claim.product.name_fr)
            for line in batch_lines(batch)
        ]
    assert len(seen) == 10
    with django_assert_num_queries(1):
        counts = [(transfer.repairer.legal_name, transfer.claim_count) for transfer in transfers_in(batch)]
    assert sorted(count for _, count in counts) == [1, 2, 3, 4]


def test_a_batch_is_compared_with_the_last_approved_one(django_assert_num_queries: Counting) -> None:
    known, moved = payable_repairer("50.00"), payable_repairer("20.00")
    previous = approved_batch()
    payable_repairer("1.00")
    cancelled_by = maker()
    cancel_batch(batch=made_batch(by=cancelled_by), by=cancelled_by)

    moved.bank_accounts.update(status="replaced", ended_at=previous.approved_at)
    BankAccountFactory(repairer=moved)
    new = payable_repairer("5.00")
    approved_claim(known, "30.00")
    approved_claim(moved, "40.00")
    batch = made_batch()
    with django_assert_num_queries(3):
        difference = difference_from_last(batch)
    assert difference.previous == previous
    assert (difference.previous_total, difference.total) == (Decimal("70.00"), Decimal("76.00"))
    assert (difference.previous_transfer_count, difference.transfer_count) == (2, 4)
    assert new in difference.new_repairers
    assert known not in difference.new_repairers
    assert len(difference.new_repairers) == 2
    assert difference.changed_accounts == [moved]


def test_the_first_batch_is_compared_with_nothing() -> None:
    repairer = payable_repairer()
    difference = difference_from_last(made_batch())
    assert difference.previous is None
    assert difference.previous_total == Decimal("0.00")
    assert difference.new_repairers == [repairer]
    assert difference.changed_accounts == []
