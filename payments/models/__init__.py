"""Bank accounts, batches, credit transfers and what each of them pays; notices and exports that left the product."""

from payments.models.bank_account import BankAccount, BankAccountEvent
from payments.models.batch import Batch, BatchEvent
from payments.models.counter import Counter
from payments.models.notice import Notice
from payments.models.report_export import ReportExport
from payments.models.transfer import CreditTransfer, PaymentLine

__all__ = [
    "BankAccount",
    "BankAccountEvent",
    "Batch",
    "BatchEvent",
    "Counter",
    "CreditTransfer",
    "Notice",
    "PaymentLine",
    "ReportExport",
]
