"""Bank accounts, batches and transfers as their services leave them."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.roles import Role
from core.encryption import blind_index, encrypt
from payments.models import BankAccount, Batch, CreditTransfer, PaymentLine
from payments.states import BatchStatus
from tests.factories.accounts import person
from tests.factories.certification import RepairerFactory
from tests.factories.claims import ApprovedClaimFactory, owner_of
from tests.payments.accounts import french_iban

CONFIRMED_AT = datetime(2026, 11, 2, 10, 0, tzinfo=UTC)
USABLE_FROM = datetime(2026, 11, 5, 10, 0, tzinfo=UTC)


class PendingBankAccountFactory(DjangoModelFactory[BankAccount]):
    """An account that waits for confirmation; `iban` replaces its number."""

    class Meta:
        model = BankAccount

    class Params:
        iban = Sequence(lambda number: french_iban(10_000_000_000 + number))

    public_id = LazyFunction(uuid.uuid4)
    repairer = SubFactory(RepairerFactory)
    holder_name = LazyAttribute(lambda account: account.repairer.legal_name)
    iban_encrypted = LazyAttribute(lambda account: encrypt(account.iban, bound_to=f"bank-account:{account.public_id}"))
    iban_index = LazyAttribute(lambda account: blind_index(account.iban))
    last_four = LazyAttribute(lambda account: account.iban[-4:])
    bic = "AGRIFRPPXXX"
    bank_name = "Banque Exemple"
    added_by = LazyAttribute(lambda account: owner_of(account.repairer))


class BankAccountFactory(PendingBankAccountFactory):
    """A confirmed account whose cool-off has passed."""

    status = BankAccount.Status.CONFIRMED
    confirmed_by = LazyFunction(lambda: person(Role.FINANCE_MAKER))
    confirmed_at = CONFIRMED_AT
    confirmation_note = "Called back on the number on file."
    usable_from = USABLE_FROM


class BatchFactory(DjangoModelFactory[Batch]):
    """A batch being prepared, with no transfer in it."""

    class Meta:
        model = Batch

    reference = Sequence(lambda number: f"RF-20261124-{number:03d}")
    execution_on = date(2026, 11, 26)
    made_by = LazyFunction(lambda: person(Role.FINANCE_MAKER))


class SubmittedBatchFactory(BatchFactory):
    """A batch that waits for its approver."""

    status = BatchStatus.SUBMITTED
    submitted_by = SelfAttribute("made_by")
    submitted_at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class ApprovedBatchFactory(SubmittedBatchFactory):
    """A batch that a second person approved; its file is not made yet."""

    status = BatchStatus.APPROVED
    approved_by = LazyFunction(lambda: person(Role.FINANCE_APPROVER))
    approved_at = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    digest = "0" * 64


class CreditTransferFactory(DjangoModelFactory[CreditTransfer]):
    """One transfer of 50 euros to a repairer with a usable account; see `transfer_of` for one that pays claims."""

    class Meta:
        model = CreditTransfer

    batch = SubFactory(BatchFactory)
    repairer = SubFactory(RepairerFactory)
    bank_account = SubFactory(BankAccountFactory, repairer=SelfAttribute("..repairer"))
    amount = "50.00"
    end_to_end_id = Sequence(lambda number: f"RF-E2E-{number:06d}")


class PaymentLineFactory(DjangoModelFactory[PaymentLine]):
    """What a transfer pays: one approved claim of its repairer."""

    class Meta:
        model = PaymentLine

    transfer = SubFactory(CreditTransferFactory)
    claim = LazyAttribute(lambda line: ApprovedClaimFactory(repairer=line.transfer.repairer))
    amount = LazyAttribute(lambda line: line.claim.bonus)


def transfer_of(batch: Batch, **fields: Any) -> CreditTransfer:
    """A transfer in the batch that pays one claim of a new repairer."""
    transfer = CreditTransferFactory(batch=batch, **fields)
    PaymentLineFactory(transfer=transfer)
    return transfer
