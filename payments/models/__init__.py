"""Bank accounts, batches, credit transfers and what each of them pays."""

from payments.models.bank_account import BankAccount
from payments.models.batch import Batch, BatchEvent, CreditTransfer, PaymentLine

__all__ = ["BankAccount", "Batch", "BatchEvent", "CreditTransfer", "PaymentLine"]
