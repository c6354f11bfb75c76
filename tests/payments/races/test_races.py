"""What happens when two people do it at the same instant: one effect, and no error but a refusal."""

from functools import partial
from pathlib import Path

import pytest
from django.core import mail
from django.db import transaction
from django.db.models import Count, Q

from accounts.models import User
from certification.models import Repairer
from claims.models import Claim
from claims.states import Status
from core import clock
from core.errors import MoveRefused, Refused
from payments.models import BankAccount, Batch, BatchEvent, Notice, PaymentLine
from payments.notices import announce_account, deliver_next_notice
from payments.services.bank_accounts import add_bank_account, confirm_bank_account
from payments.services.batches import (
    BatchRefused,
    approve_batch,
    cancel_batch,
    digest_of,
    export_batch,
    make_batch,
    settle_batch,
    submit_batch,
)
from payments.states import BatchStatus
from tests.factories.claims import owner_of
from tests.factories.payments import PendingBankAccountFactory
from tests.payments.accounts import french_iban
from tests.payments.races.threads import at_once, errors_in
from tests.payments.scenes import (
    approved_batch,
    approved_claim,
    approver,
    exported_batch,
    maker,
    payable_repairer,
    submitted_batch,
)

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

ROUNDS = 3


def every_claim_is_held_once() -> bool:
    claims = Claim.objects.annotate(live=Count("payment_lines", filter=Q(payment_lines__is_live=True)))
    return set(claims.values_list("status", "live")) == {(Status.IN_PAYMENT, 1)}


def test_batches_made_at_once_share_the_claims_between_them() -> None:
    for _ in range(5):
        payable_repairer(*["10.00"] * 12)
    makers = [maker() for _ in range(6)]

    def make_until_nothing_is_left(by: User) -> int:
        count = 0
        while True:
            try:
                make_batch(execution_on=clock.today(), by=by, most_claims=7)
            except BatchRefused:
                return count
            count += 1

    results = at_once(*(partial(make_until_nothing_is_left, by) for by in makers))
    assert errors_in(results) == []
    assert every_claim_is_held_once()
    assert PaymentLine.objects.count() == 60
    references = list(Batch.objects.order_by("reference").values_list("reference", flat=True))
    year = clock.today().year
    assert references == [f"LOT-{year}-{number:04d}" for number in range(1, sum(results) + 1)]


def test_two_batches_made_at_once_take_everything_and_fail_at_nothing() -> None:
    for _ in range(3):
        payable_repairer(*["10.00"] * 10)
    results = at_once(*(partial(make_batch, execution_on=clock.today(), by=by) for by in (maker(), maker())))
    # Either they share the claims, or one takes all and the other is told that nothing is left.
    assert {getattr(error, "code", error) for error in errors_in(results)} <= {"nothing-to-pay"}
    assert every_claim_is_held_once()
    assert Batch.objects.count() == 2 - len(errors_in(results))


def test_two_approvals_at_once_have_one_effect() -> None:
    for _ in range(ROUNDS):
        payable_repairer()
        batch = submitted_batch()
        digest = digest_of(batch)
        results = at_once(
            *(partial(approve_batch, batch=batch, digest=digest, by=by) for by in (approver(), approver()))
        )
        (error,) = errors_in(results)
        assert isinstance(error, MoveRefused)
        assert error.code == "wrong-status"
        (approved,) = (result for result in results if isinstance(result, Batch))
        batch.refresh_from_db()
        assert (batch.status, batch.approved_by) == (BatchStatus.APPROVED, approved.approved_by)
        assert batch.events.filter(move="approve").count() == 1


def test_approval_and_cancelling_at_once_end_in_one_of_them() -> None:
    for _ in range(ROUNDS):
        payable_repairer()
        by = maker()
        batch = submitted_batch(by=by)
        results = at_once(
            partial(approve_batch, batch=batch, digest=digest_of(batch), by=approver()),
            partial(cancel_batch, batch=batch, by=by),
        )
        (error,) = errors_in(results)
        assert isinstance(error, MoveRefused)
        batch.refresh_from_db()
        claims = Claim.objects.filter(payment_lines__transfer__batch=batch)
        lines = PaymentLine.objects.filter(transfer__batch=batch)
        told = (batch.status, claims.get().status, lines.get().is_live, batch.transfers.get().iban_encrypted != "")
        assert told in {
            (BatchStatus.APPROVED, Status.IN_PAYMENT, True, True),
            (BatchStatus.CANCELLED, Status.APPROVED, False, False),
        }
        Claim.objects.filter(status=Status.APPROVED).update(status=Status.REFUSED, refused_at=clock.now())


def test_two_exports_at_once_give_one_file(private_files: Path) -> None:
    for _ in range(20):
        payable_repairer()
    batch = approved_batch()
    results = at_once(*(partial(export_batch, batch=batch, by=by) for by in (approver(), approver(), approver())))
    assert errors_in(results) == []
    assert len({(result.file.name, result.file_sha256) for result in results}) == 1
    assert len([path for path in private_files.rglob("*") if path.is_file()]) == 1
    assert BatchEvent.objects.filter(batch=batch, move="export").count() == 1


def test_a_batch_marked_as_paid_twice_at_once_is_paid_once() -> None:
    payable_repairer()
    batch = exported_batch()
    results = at_once(
        *(partial(settle_batch, batch=batch, paid_on=clock.today(), by=by) for by in (approver(), approver()))
    )
    assert [error.code for error in errors_in(results) if isinstance(error, Refused)] == ["wrong-status"]
    assert Notice.objects.count() == 1
    assert Claim.objects.get().events.filter(move="settle").count() == 1


def test_an_account_replaced_while_the_batch_is_approved_is_never_paid() -> None:
    for number in range(ROUNDS):
        repairer = payable_repairer()
        account = add_bank_account(
            repairer=repairer, iban=french_iban(77_000 + number), holder_name="Other", by=owner_of(repairer)
        )
        someone = approver()
        batch = submitted_batch()
        results = at_once(
            partial(approve_batch, batch=batch, digest=digest_of(batch), by=someone),
            partial(confirm_bank_account, account=account, note="Called back.", by=maker()),
        )
        assert all(isinstance(error, MoveRefused) for error in errors_in(results))
        batch.refresh_from_db()
        assert batch.status in (BatchStatus.SUBMITTED, BatchStatus.APPROVED)
        with pytest.raises(MoveRefused), transaction.atomic():
            export_batch(batch=batch, by=someone)


def test_a_submission_and_a_second_batch_at_once_do_not_wait_for_each_other() -> None:
    payable_repairer()
    by = maker()
    batch = make_batch(execution_on=clock.today(), by=by)
    approved_claim(Repairer.objects.get())
    results = at_once(
        partial(submit_batch, batch=batch, by=by), partial(make_batch, execution_on=clock.today(), by=maker())
    )
    assert errors_in(results) == []
    assert every_claim_is_held_once()


def test_accounts_added_at_once_leave_one_that_waits() -> None:
    repairer = payable_repairer()
    owner = owner_of(repairer)
    results = at_once(
        *(
            partial(add_bank_account, repairer=repairer, iban=french_iban(number), holder_name="A", by=owner)
            for number in range(4)
        )
    )
    assert errors_in(results) == []
    assert repairer.bank_accounts.filter(status=BankAccount.Status.PENDING).count() == 1


def test_two_confirmations_at_once_have_one_effect() -> None:
    account = PendingBankAccountFactory()
    results = at_once(
        *(partial(confirm_bank_account, account=account, note="Called.", by=by) for by in (maker(), approver()))
    )
    assert [error.code for error in errors_in(results) if isinstance(error, Refused)] == ["not-waiting"]
    assert account.events.filter(act="confirm").count() == 1


def test_workers_that_send_at_once_send_each_letter_once() -> None:
    for _ in range(8):
        account = PendingBankAccountFactory()
        owner_of(account.repairer)
        with transaction.atomic():
            announce_account(account, Notice.Kind.ACCOUNT_ADDED)
    waiting = Notice.objects.count()

    def work() -> None:
        while deliver_next_notice():
            pass

    assert errors_in(at_once(work, work, work, work)) == []
    assert len(mail.outbox) == waiting == 16
    assert len({(letter.to[0], letter.subject) for letter in mail.outbox}) == waiting
