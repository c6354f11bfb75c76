"""Transfers and claims leave a batch; what left can be paid by the next one."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from claims.models import Claim
from claims.states import Status
from core.errors import MoveRefused
from payments.models import Batch, PaymentLine
from payments.services.bank_accounts import refuse_bank_account
from payments.services.batches import (
    approve_batch,
    cancel_batch,
    digest_of,
    drop_transfers,
    export_batch,
    revoke_batch,
    send_back_batch,
    submit_batch,
    withdraw_transfers,
)
from payments.states import BatchStatus
from tests.payments.scenes import (
    approved_batch,
    approver,
    exported_batch,
    made_batch,
    maker,
    payable_repairer,
    refused,
    replace_account,
    submitted_batch,
)

pytestmark = pytest.mark.django_db


def test_a_replaced_account_stops_approval_until_its_transfer_is_taken_out() -> None:
    repairer, other = payable_repairer(), payable_repairer()
    by, someone = maker(), approver()
    batch = submitted_batch(by=by)
    seen = digest_of(batch)
    replace_account(repairer.bank_accounts.get())
    refused(MoveRefused, "accounts-usable", lambda: approve_batch(batch=batch, digest=seen, by=someone))

    send_back_batch(batch=batch, by=someone)
    refused(MoveRefused, "accounts-usable", lambda: submit_batch(batch=batch, by=by))
    drop_transfers(batch=batch, by=by)
    assert set(repairer.claims.values_list("status", flat=True)) == {Status.APPROVED}
    assert not PaymentLine.objects.filter(claim__repairer=repairer, is_live=True).exists()

    submit_batch(batch=batch, by=by)
    approve_batch(batch=batch, digest=digest_of(batch), by=someone)
    exported = export_batch(batch=batch, by=someone)
    assert list(exported.transfers.filter(withdrawn_at=None).values_list("repairer", flat=True)) == [other.pk]


def test_nothing_is_taken_out_while_every_account_may_be_used() -> None:
    payable_repairer()
    by, someone = maker(), approver()
    batch = made_batch(by=by)
    refused(MoveRefused, "unpayable", lambda: drop_transfers(batch=batch, by=by))
    submit_batch(batch=batch, by=by)
    approve_batch(batch=batch, digest=digest_of(batch), by=someone)
    refused(MoveRefused, "unpayable", lambda: withdraw_transfers(batch=batch, by=someone))


def test_an_account_stopped_after_approval_keeps_its_transfer_out_of_the_file() -> None:
    repairer, other = payable_repairer(), payable_repairer()
    someone = approver()
    batch = approved_batch(by=someone)
    refuse_bank_account(account=repairer.bank_accounts.get(), reason="The owner did not ask.", by=maker())
    refused(MoveRefused, "accounts-usable", lambda: export_batch(batch=batch, by=someone))

    withdraw_transfers(batch=batch, by=someone)
    assert set(repairer.claims.values_list("status", flat=True)) == {Status.APPROVED}
    exported = export_batch(batch=batch, by=someone)
    content = exported.file.read().decode()
    kept, left = (exported.transfers.get(repairer=company).end_to_end_id for company in (other, repairer))
    assert kept in content
    assert left not in content


def test_a_batch_whose_last_transfer_left_has_no_file_and_can_be_revoked() -> None:
    repairer = payable_repairer()
    someone = approver()
    batch = approved_batch(by=someone)
    refuse_bank_account(account=repairer.bank_accounts.get(), reason="Wrong.", by=maker())
    withdraw_transfers(batch=batch, by=someone)
    refused(MoveRefused, "has-transfers", lambda: export_batch(batch=batch, by=someone))
    assert revoke_batch(batch=batch, by=someone).status == BatchStatus.CANCELLED


@pytest.mark.parametrize("begin", [made_batch, submitted_batch])
def test_a_cancelled_batch_frees_its_claims_for_the_next_one(begin: Callable[..., Batch]) -> None:
    payable_repairer("50.00", "20.00")
    by = maker()
    batch = cancel_batch(batch=begin(by=by), by=by)
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.APPROVED}
    assert not PaymentLine.objects.filter(is_live=True).exists()
    again = made_batch(by=by)
    assert again.transfers.get().amount == Decimal("70.00")
    assert again.transfers.get().end_to_end_id != batch.transfers.get().end_to_end_id


def test_an_approved_batch_is_revoked_before_there_is_a_file_and_not_after() -> None:
    payable_repairer()
    someone = approver()
    batch = approved_batch(by=someone)
    by = batch.made_by
    refused(MoveRefused, "wrong-status", lambda: cancel_batch(batch=batch, by=by))
    revoke_batch(batch=batch, by=someone)
    assert set(Claim.objects.values_list("status", flat=True)) == {Status.APPROVED}
    exported = exported_batch(by=someone)
    refused(MoveRefused, "wrong-status", lambda: revoke_batch(batch=exported, by=someone))
    refused(MoveRefused, "wrong-status", lambda: withdraw_transfers(batch=exported, by=someone))
