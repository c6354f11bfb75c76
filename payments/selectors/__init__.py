"""What may be seen of bank accounts, batches and payments. Whoever calls has asked `payments.permissions` first."""

from payments.selectors.bank_accounts import (
    bank_accounts_of,
    bank_accounts_waiting,
    repairers_sharing_iban,
    usable_accounts,
    usable_bank_account,
)
from payments.selectors.batches import (
    BatchDifference,
    batch_lines,
    batches_visible_to,
    difference_from_last,
    transfers_in,
    unpayable_transfers,
)
from payments.selectors.claims import BlockedClaims, blocked_claims, payable_claims
from payments.selectors.whereabouts import Stage, Whereabouts, payment_of, transfers_of, whereabouts_of

__all__ = [
    "BatchDifference",
    "BlockedClaims",
    "Stage",
    "Whereabouts",
    "bank_accounts_of",
    "bank_accounts_waiting",
    "batch_lines",
    "batches_visible_to",
    "blocked_claims",
    "difference_from_last",
    "payable_claims",
    "payment_of",
    "repairers_sharing_iban",
    "transfers_in",
    "transfers_of",
    "unpayable_transfers",
    "usable_accounts",
    "usable_bank_account",
    "whereabouts_of",
]
