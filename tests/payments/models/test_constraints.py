"""What services promise, the database says a second time; each rule is tried past the services."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import F

from core import clock
from payments.models import (
    BankAccount,
    BankAccountEvent,
    Batch,
    BatchEvent,
    CreditTransfer,
    Notice,
    PaymentLine,
    ReportExport,
)
from payments.states import BatchStatus
from tests.factories.payments import (
    BankAccountFactory,
    CreditTransferFactory,
    PendingBankAccountFactory,
    SubmittedBatchFactory,
)
from tests.payments.scenes import approved_batch, exported_batch, made_batch, maker, paid_batch, payable_repairer

pytestmark = pytest.mark.django_db


def refused(constraint: str, act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    # SQLite names the columns of a unique index, not the index.
    assert constraint in str(error.value) or (connection.vendor == "sqlite" and "UNIQUE" in str(error.value))


@pytest.mark.parametrize(
    ("begin", "constraint", "change"),
    [
        (approved_batch, "payments_batch_approved_by_another_person", {"approved_by": F("made_by")}),
        (
            approved_batch,
            "payments_batch_approved_by_another_than_submitted",
            {"made_by": None, "approved_by": F("submitted_by")},
        ),
        (approved_batch, "payments_batch_approved_has_its_approver", {"approved_by": None}),
        (approved_batch, "payments_batch_approved_has_its_approver", {"approved_at": None}),
        (approved_batch, "payments_batch_approved_has_its_approver", {"digest": ""}),
        (approved_batch, "payments_batch_submitted_by_somebody", {"submitted_at": None}),
        (approved_batch, "payments_batch_exported_has_its_file", {"status": BatchStatus.EXPORTED}),
        (exported_batch, "payments_batch_exported_has_its_file", {"file_sha256": ""}),
        (exported_batch, "payments_batch_exported_has_its_file", {"file": ""}),
        (exported_batch, "payments_batch_exported_has_its_file", {"exported_at": None}),
        (exported_batch, "payments_batch_paid_has_its_day", {"status": BatchStatus.PAID}),
        (paid_batch, "payments_batch_paid_has_its_day", {"paid_on": None}),
        (paid_batch, "payments_batch_paid_has_its_day", {"status": BatchStatus.EXPORTED}),
        (made_batch, "payments_batch_submitted_by_somebody", {"status": BatchStatus.SUBMITTED}),
        (made_batch, "payments_batch_approved_has_its_approver", {"status": BatchStatus.APPROVED}),
    ],
)
def test_a_batch_cannot_be_in_a_status_without_what_it_needs(
    begin: Callable[[], Batch], constraint: str, change: dict[str, object]
) -> None:
    payable_repairer()
    batch = begin()
    if change.get("made_by", "kept") is None:
        change = {**change, "made_by": maker()}
    if change.get("status") == BatchStatus.APPROVED:
        change = {**change, "submitted_by": batch.made_by, "submitted_at": clock.now()}
    refused(constraint, lambda: Batch.objects.filter(pk=batch.pk).update(**change))


def test_a_reference_is_given_once() -> None:
    one, two = SubmittedBatchFactory(), SubmittedBatchFactory()
    refused("reference", lambda: Batch.objects.filter(pk=one.pk).update(reference=two.reference))


@pytest.mark.parametrize("field", ["end_to_end_id", "public_id"])
def test_a_transfer_id_is_given_once(field: str) -> None:
    one, two = CreditTransferFactory(), CreditTransferFactory()
    refused(field, lambda: CreditTransfer.objects.filter(pk=one.pk).update(**{field: getattr(two, field)}))


def test_a_claim_is_in_one_live_line_only() -> None:
    payable_repairer()
    made_batch()
    line = PaymentLine.objects.get()
    other = CreditTransferFactory()

    def again(is_live: bool) -> PaymentLine:
        return PaymentLine.objects.create(transfer=other, claim=line.claim, amount=line.amount, is_live=is_live)

    refused("payments_paymentline_one_live_per_claim", lambda: again(True))
    history = again(False)
    refused(
        "payments_paymentline_one_live_per_claim",
        lambda: PaymentLine.objects.filter(pk=history.pk).update(is_live=True),
    )


def test_nothing_and_less_than_nothing_is_never_paid() -> None:
    payable_repairer()
    made_batch()
    for amount in ("0.00", "-1.00"):
        refused("amount_positive", lambda amount=amount: PaymentLine.objects.update(amount=amount))
        refused("amount_positive", lambda amount=amount: CreditTransfer.objects.update(amount=amount))


def test_a_batch_has_one_transfer_a_repairer() -> None:
    transfer = CreditTransferFactory()
    refused(
        "payments_credittransfer_one_per_repairer",
        lambda: CreditTransferFactory(
            batch=transfer.batch, repairer=transfer.repairer, bank_account=transfer.bank_account
        ),
    )


def test_a_repairer_has_one_confirmed_and_one_waiting_account() -> None:
    account = BankAccountFactory()
    refused("one_confirmed", lambda: BankAccountFactory(repairer=account.repairer))
    PendingBankAccountFactory(repairer=account.repairer)
    refused("one_pending", lambda: PendingBankAccountFactory(repairer=account.repairer))


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("confirmed_by_another_person", {"confirmed_by": F("added_by")}),
        ("confirmed_by_somebody", {"confirmed_by": None}),
        ("confirmed_by_somebody", {"confirmed_at": None}),
        ("confirmed_by_somebody", {"usable_from": None}),
        ("confirmed_by_somebody", {"confirmation_note": ""}),
        ("ended_has_its_instant", {"status": "replaced"}),
        ("ended_has_its_instant", {"ended_at": datetime(2026, 11, 20, tzinfo=UTC)}),
        ("refused_has_its_reason", {"status": "refused", "ended_at": datetime(2026, 11, 20, tzinfo=UTC)}),
    ],
)
def test_a_confirmed_account_says_by_whom_how_and_from_when(constraint: str, change: dict[str, object]) -> None:
    BankAccountFactory()
    refused(constraint, lambda: BankAccount.objects.update(**change))


def test_a_notice_is_about_one_thing_and_written_once_an_address() -> None:
    account = BankAccountFactory()
    transfer = CreditTransferFactory()

    def notice(**fields: object) -> Notice:
        return Notice.objects.create(
            **{"kind": "account_added", "address": "a@example.org", "language": "fr", **fields}
        )

    refused("payments_notice_has_one_subject", lambda: notice())
    refused("payments_notice_has_one_subject", lambda: notice(bank_account=account, transfer=transfer))
    refused("payments_notice_has_one_subject", lambda: notice(kind="paid", bank_account=account))
    notice(bank_account=account)
    refused("payments_notice_once_per_account", lambda: notice(bank_account=account))
    notice(kind="paid", transfer=transfer)
    refused("payments_notice_once_per_transfer", lambda: notice(kind="paid", transfer=transfer))


@pytest.mark.parametrize("model", [BatchEvent, BankAccountEvent, ReportExport])
def test_history_is_only_added_to(model: type[models.Model]) -> None:
    someone = maker()
    row = {
        BatchEvent: lambda: BatchEvent(batch=SubmittedBatchFactory(), move="make", to_status="draft", by=someone),
        BankAccountEvent: lambda: BankAccountEvent(account=BankAccountFactory(), act="add", by=someone),
        ReportExport: lambda: ReportExport(
            kind="by_claim", row_count=1, sha256="0" * 64, exported_by=someone, exported_at=clock.now()
        ),
    }[model]()
    row.save()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    for act in (
        lambda: model._default_manager.filter(pk=row.pk).update(id=row.pk),
        lambda: model._default_manager.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()
    assert model._default_manager.filter(pk=row.pk).exists()
