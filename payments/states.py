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


# Statuses in which two people have said yes: what a repairer is told as a payment on its way.
DECIDED_BATCH_STATUSES = (BatchStatus.APPROVED, BatchStatus.EXPORTED, BatchStatus.PAID)

HAS_TRANSFERS = Guard("has-transfers", _("There is nothing to pay in this batch."))
ACCOUNTS_USABLE = Guard(
    "accounts-usable",
    _("A bank account of this batch may not be used now. Take the transfers concerned out of the batch first."),
)
DAY_AHEAD = Guard("day-ahead", _("The execution day has passed: send the batch back and choose a later day."))
OTHER_PERSON = Guard("other-person", _("Another person has to approve: you took part in preparing this batch."))
NOT_ACCOUNT_HANDLER = Guard(
    "not-account-handler",
    _("Another person has to approve: you added or confirmed a bank account that this batch pays to."),
)
DIGEST_SEEN = Guard("digest-seen", _("The batch has changed since you looked at it: look again, then approve."))
AS_APPROVED = Guard(
    "as-approved", _("The transfers are not the approved ones any more, so no file is made. Tell technical support.")
)
UNPAYABLE = Guard("unpayable", _("Every bank account of this batch may be used: there is nothing to take out."))
DAY_PLAUSIBLE = Guard(
    "day-plausible", _("The day of payment lies between the execution day of the batch and today: correct it.")
)

BATCH_WORKFLOW: Workflow[BatchStatus] = Workflow(
    [
        Move("submit", (BatchStatus.DRAFT,), BatchStatus.SUBMITTED, (HAS_TRANSFERS, ACCOUNTS_USABLE, DAY_AHEAD)),
        Move("reschedule", (BatchStatus.DRAFT,), BatchStatus.DRAFT),
        Move("drop", (BatchStatus.DRAFT,), BatchStatus.DRAFT, (UNPAYABLE,)),
        Move("send_back", (BatchStatus.SUBMITTED,), BatchStatus.DRAFT),
        Move(
            "approve",
            (BatchStatus.SUBMITTED,),
            BatchStatus.APPROVED,
            (HAS_TRANSFERS, OTHER_PERSON, NOT_ACCOUNT_HANDLER, ACCOUNTS_USABLE, DAY_AHEAD, DIGEST_SEEN),
        ),
        Move("withdraw", (BatchStatus.APPROVED,), BatchStatus.APPROVED, (UNPAYABLE,)),
        Move("revoke", (BatchStatus.APPROVED,), BatchStatus.CANCELLED),
        # Once there is a file there is no way back, so a bank must not refuse it for its day.
        Move(
            "export",
            (BatchStatus.APPROVED,),
            BatchStatus.EXPORTED,
            (HAS_TRANSFERS, ACCOUNTS_USABLE, DAY_AHEAD, AS_APPROVED),
        ),
        Move("settle", (BatchStatus.EXPORTED,), BatchStatus.PAID, (DAY_PLAUSIBLE,)),
        Move("cancel", (BatchStatus.DRAFT, BatchStatus.SUBMITTED), BatchStatus.CANCELLED),
    ]
)
