"""The states of a payment batch: a table of moves."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from core.workflow import Guard, Move, Workflow


class BatchStatus(StrEnum):
    """Where a batch is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    EXPORTED = "exported"
    PAID = "paid"
    CANCELLED = "cancelled"


# Statuses in which the batch holds its claims.
LIVE_BATCH_STATUSES = (
    BatchStatus.DRAFT,
    BatchStatus.SUBMITTED,
    BatchStatus.APPROVED,
    BatchStatus.EXPORTED,
    BatchStatus.PAID,
)

HAS_TRANSFERS = Guard("has-transfers", _("There is nothing to pay in this batch."))
ACCOUNTS_USABLE = Guard("accounts-usable", _("A bank account may not be used yet: see the blocked lines."))
OTHER_PERSON = Guard("other-person", _("Another person has to approve: you prepared this batch."))
DIGEST_SEEN = Guard("digest-seen", _("The batch has changed since you looked at it: look again, then approve."))
FILE_CHECKED = Guard("file-checked", _("The payment file did not pass its check."))

BATCH_WORKFLOW: Workflow[BatchStatus] = Workflow(
    [
        Move("submit", (BatchStatus.DRAFT,), BatchStatus.SUBMITTED, (HAS_TRANSFERS, ACCOUNTS_USABLE)),
        Move("send_back", (BatchStatus.SUBMITTED,), BatchStatus.DRAFT),
        Move("approve", (BatchStatus.SUBMITTED,), BatchStatus.APPROVED, (OTHER_PERSON, ACCOUNTS_USABLE, DIGEST_SEEN)),
        Move("export", (BatchStatus.APPROVED,), BatchStatus.EXPORTED, (FILE_CHECKED,)),
        Move("settle", (BatchStatus.EXPORTED,), BatchStatus.PAID),
        Move("cancel", (BatchStatus.DRAFT, BatchStatus.SUBMITTED), BatchStatus.CANCELLED),
    ]
)
