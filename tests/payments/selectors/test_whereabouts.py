"""A repairer is told at every moment where the money of a claim is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from core import clock
from payments.labels import account_sentence, whereabouts_sentence
from payments.models import Batch
from payments.rules import BlockCause
from payments.selectors import Stage, payment_of, transfers_of, whereabouts_of
from payments.services.bank_accounts import refuse_bank_account
from payments.services.batches import cancel_batch, withdraw_transfers
from tests.factories.claims import ApprovedClaimFactory, InReviewClaimFactory
from tests.factories.payments import BankAccountFactory, PendingBankAccountFactory
from tests.payments.scenes import (
    approved_batch,
    approved_claim,
    approver,
    exported_batch,
    made_batch,
    maker,
    paid_batch,
    payable_repairer,
    submitted_batch,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("begin", "stage"),
    [
        (made_batch, Stage.PREPARING),
        (submitted_batch, Stage.PREPARING),
        (approved_batch, Stage.APPROVED),
        (exported_batch, Stage.AT_BANK),
        (paid_batch, Stage.PAID),
    ],
)
def test_a_claim_is_followed_from_batch_to_payment(
    begin: Callable[[], Batch], stage: Stage, django_assert_max_num_queries: Callable[..., CaptureQueriesContext]
) -> None:
    repairer = payable_repairer()
    batch = begin()
    transfer = batch.transfers.get()
    claim = Claim.objects.get()
    with django_assert_max_num_queries(2):
        found = whereabouts_of(claim)
    assert found.stage is stage
    assert payment_of(claim) == transfer
    is_told = stage is not Stage.PREPARING
    assert found.batch_reference == (batch.reference if is_told else "")
    assert found.end_to_end_id == (transfer.end_to_end_id if is_told else "")
    assert found.day == (clock.today() if is_told else None)
    assert list(transfers_of(repairer)) == ([transfer] if is_told else [])
    sentence = whereabouts_sentence(found)
    assert (batch.reference in sentence) is is_told


def test_an_approved_claim_waits_for_the_next_batch() -> None:
    payable_repairer()
    found = whereabouts_of(Claim.objects.get())
    assert found.stage is Stage.WAITING
    assert payment_of(Claim.objects.get()) is None


def test_an_approved_claim_that_cannot_be_paid_says_why() -> None:
    cooling = BankAccountFactory(usable_from=clock.now() + timedelta(hours=1))
    pending = PendingBankAccountFactory()
    told = {
        cause: whereabouts_of(claim)
        for cause, claim in {
            BlockCause.NO_ACCOUNT: ApprovedClaimFactory(),
            BlockCause.NOT_CONFIRMED: approved_claim(pending.repairer),
            BlockCause.COOL_OFF: approved_claim(cooling.repairer),
        }.items()
    }
    assert {found.stage for found in told.values()} == {Stage.BLOCKED}
    assert {cause: found.cause for cause, found in told.items()} == {cause: cause for cause in told}
    assert told[BlockCause.COOL_OFF].usable_from == cooling.usable_from
    assert len({whereabouts_sentence(found) for found in told.values()}) == 3


def test_a_claim_under_review_has_no_payment_under_way() -> None:
    found = whereabouts_of(InReviewClaimFactory())
    assert found.stage is Stage.NOT_APPROVED
    assert whereabouts_sentence(found)


def test_a_claim_whose_batch_was_cancelled_waits_again() -> None:
    payable_repairer()
    by = maker()
    cancel_batch(batch=made_batch(by=by), by=by)
    claim = Claim.objects.get()
    assert payment_of(claim) is None
    assert whereabouts_of(claim).stage is Stage.WAITING


def test_a_transfer_that_left_its_batch_is_not_shown_to_the_repairer() -> None:
    repairer = payable_repairer()
    payable_repairer()
    someone = approver()
    batch = approved_batch(by=someone)
    refuse_bank_account(account=repairer.bank_accounts.get(), reason="Wrong.", by=maker())
    withdraw_transfers(batch=batch, by=someone)
    assert list(transfers_of(repairer)) == []
    assert whereabouts_of(repairer.claims.get()).cause is BlockCause.NO_ACCOUNT


def test_repairers_see_their_own_transfers_with_the_number_of_claims() -> None:
    repairer = payable_repairer("10.00", "20.00")
    payable_repairer()
    first = paid_batch()
    approved_claim(repairer)
    second = approved_batch()
    told = [(transfer.batch, transfer.claim_count) for transfer in transfers_of(repairer)]
    assert told == [(second, 1), (first, 2)]


def test_each_state_of_an_account_has_its_sentence() -> None:
    pending, confirmed = PendingBankAccountFactory(), BankAccountFactory()
    refused = refuse_bank_account(account=PendingBankAccountFactory(), reason="Wrong holder.", by=maker())
    replaced = BankAccountFactory(status="replaced", ended_at=clock.now())
    sentences = [account_sentence(account) for account in (pending, confirmed, refused, replaced)]
    assert len(set(sentences)) == 4
    assert "Wrong holder." in sentences[2]
