"""Batches: made by one person, approved by another, exported as a file, marked as paid. One service for each move."""

from payments.services.batches.approving import approve_batch, digest_of
from payments.services.batches.exporting import export_batch, open_payment_file
from payments.services.batches.leaving import cancel_batch, drop_transfers, revoke_batch, withdraw_transfers
from payments.services.batches.making import make_batch
from payments.services.batches.moves import BatchRefused, possibilities
from payments.services.batches.settling import settle_batch
from payments.services.batches.submitting import reschedule_batch, send_back_batch, submit_batch

__all__ = [
    "BatchRefused",
    "approve_batch",
    "cancel_batch",
    "digest_of",
    "drop_transfers",
    "export_batch",
    "make_batch",
    "open_payment_file",
    "possibilities",
    "reschedule_batch",
    "revoke_batch",
    "send_back_batch",
    "settle_batch",
    "submit_batch",
    "withdraw_transfers",
]
