"""A batch takes what can be paid, each claim once, and names what it took."""

from datetime import timedelta
from decimal import Decimal

import pytest

from accounts.roles import Role
from claims.models import Claim
from claims.states import Status
from core import clock
from core.errors import NotAllowed
from payments.models import PaymentLine
from payments.rules import MOST_DAYS_AHEAD
from payments.services.batches import (
    BatchRefused,
    cancel_batch,
    drop_transfers,
    make_batch,
    reschedule_batch,
    submit_batch,
)
from tests.factories.accounts import person
from tests.factories.claims import InReviewClaimFactory
from tests.payments.scenes import (
    approved_claim,
    made_batch,
    maker,
    payable_repairer,
    refused,
)

pytestmark = pytest.mark.django_db


def test_a_batch_takes_what_can_be_paid_one_transfer_a_repairer() -> None:
    one, two = payable_repairer("50.00", "25.50"), payable_repairer("10.00")
    batch = made_batch()
    transfers = {transfer.repairer: transfer for transfer in batch.transfers.all()}
    assert {repairer: transfer.amount for repairer, transfer in transfers.items()} == {
        one: Decimal("75.50"),
        two: Decimal("10.00"),
    }
    assert transfers[one].bank_account == one.bank_accounts.get()
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.IN_PAYMENT}
    lines = PaymentLine.objects.filter(transfer__batch=batch, is_live=True)
    assert set(lines.values_list("claim", "amount")) == set(Claim.objects.values_list("pk", "bonus"))


def test_a_batch_tells_its_history() -> None:
    payable_repairer("50.00", "25.50")
    by = maker()
    event = made_batch(by=by).events.get()
    assert (event.move, event.from_status, event.to_status, event.by) == ("make", "", "draft", by)
    assert event.data == {"claims": 2, "transfers": 1, "total": "75.50"}


def test_references_and_transfer_ids_follow_each_other() -> None:
    year = clock.today().year
    for number in (1, 2):
        payable_repairer()
        payable_repairer()
        batch = made_batch()
        assert batch.reference == f"LOT-{year}-{number:04d}"
        ids = sorted(batch.transfers.values_list("end_to_end_id", flat=True))
        assert ids == [f"VIR-{year}-{2 * number - 1:06d}", f"VIR-{year}-{2 * number:06d}"]


def test_a_batch_leaves_claims_that_are_not_approved() -> None:
    repairer = payable_repairer()
    waiting = InReviewClaimFactory(repairer=repairer)
    assert made_batch().transfers.get().amount == Decimal("50.00")
    waiting.refresh_from_db()
    assert waiting.status == Status.IN_REVIEW


def test_a_batch_takes_the_claims_due_first_up_to_its_limit() -> None:
    repairer = payable_repairer()
    first = approved_claim(repairer, payment_due_on=clock.today() - timedelta(days=900))
    batch = make_batch(execution_on=clock.today(), by=maker(), most_claims=1)
    assert batch.transfers.get().lines.get().claim == first
    assert make_batch(execution_on=clock.today(), by=maker()).transfers.get().lines.count() == 1


def test_without_a_claim_to_pay_there_is_no_batch() -> None:
    approved_claim(payable_repairer(usable_from=clock.now() + timedelta(hours=1)))
    by = maker()
    refused(BatchRefused, "nothing-to-pay", lambda: made_batch(by=by))


@pytest.mark.parametrize("days", [-1, MOST_DAYS_AHEAD + 1])
def test_a_batch_needs_a_possible_execution_day(days: int) -> None:
    payable_repairer()
    by, batch_day = maker(), clock.today() + timedelta(days=days)
    refused(BatchRefused, "execution-day", lambda: made_batch(by=by, execution_on=batch_day))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FINANCE_MAKER])
def test_only_a_maker_makes_submits_and_cancels(role: Role) -> None:
    payable_repairer()
    batch = made_batch()
    payable_repairer()
    someone = person(role)
    refused(NotAllowed, "not-allowed", lambda: made_batch(by=someone))
    refused(NotAllowed, "not-allowed", lambda: submit_batch(batch=batch, by=someone))
    refused(NotAllowed, "not-allowed", lambda: cancel_batch(batch=batch, by=someone))
    refused(NotAllowed, "not-allowed", lambda: drop_transfers(batch=batch, by=someone))
    refused(NotAllowed, "not-allowed", lambda: reschedule_batch(batch=batch, execution_on=clock.today(), by=someone))
