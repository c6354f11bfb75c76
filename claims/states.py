"""The states of a claim: a table of moves. The diagram in docs/architecture.md is generated from it."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from core.workflow import Guard, Move, Workflow


class Status(StrEnum):
    """Where a claim is."""

    DRAFT = "draft"
    SENT = "sent"
    IN_REVIEW = "in_review"
    CORRECTION_REQUESTED = "correction_requested"
    SECOND_REVIEW = "second_review"
    APPROVED = "approved"
    IN_PAYMENT = "in_payment"
    PAID = "paid"
    REFUSED = "refused"
    APPEALED = "appealed"
    CANCELLED = "cancelled"


# Statuses that hold their invoice: no second claim for it while one of them lasts.
OPEN_STATUSES = (
    Status.SENT,
    Status.IN_REVIEW,
    Status.CORRECTION_REQUESTED,
    Status.SECOND_REVIEW,
    Status.APPROVED,
    Status.IN_PAYMENT,
    Status.PAID,
    Status.APPEALED,
)
EDITABLE_STATUSES = (Status.DRAFT, Status.CORRECTION_REQUESTED)
REVIEW_STATUSES = (Status.IN_REVIEW, Status.SECOND_REVIEW, Status.APPEALED)

COMPLETE = Guard("complete", _("Some points are still open: mend them, then send the claim."))
CONTROLLED = Guard("controlled", _("The controls have not run yet: wait a moment, then reload the page."))
WITHOUT_FINDING = Guard("without-finding", _("The controls found something: a person has to decide."))
NO_BLOCKER = Guard(
    "no-blocker", _("A finding forbids approval: ask for a correction, refuse, or note why it does not apply.")
)
AUTOMATIC = Guard("automatic", _("The scheme wants a person to look at every claim."))
REASON_GIVEN = Guard("reason-given", _("Choose a reason: the repairer has to know why."))
BELOW_LIMIT = Guard("below-limit", _("This bonus needs a second person: send it to second review."))
ABOVE_LIMIT = Guard("above-limit", _("This bonus needs no second person: approve it."))
OTHER_PERSON = Guard("other-person", _("Another person has to decide here: you decided before."))
NOT_THE_REFUSER = Guard("not-the-refuser", _("Another person has to answer the appeal: you decided before."))
NOT_BATCHED = Guard("not-batched", _("The claim is in a payment batch already."))
BATCHED = Guard("batched", _("The claim is in no payment batch."))

CLAIM_WORKFLOW: Workflow[Status] = Workflow(
    [
        Move("send", (Status.DRAFT, Status.CORRECTION_REQUESTED), Status.SENT, (COMPLETE,)),
        Move("cancel", (Status.DRAFT, Status.CORRECTION_REQUESTED), Status.CANCELLED),
        Move("pass", (Status.SENT,), Status.APPROVED, (CONTROLLED, WITHOUT_FINDING, AUTOMATIC, BELOW_LIMIT)),
        Move("flag", (Status.SENT,), Status.IN_REVIEW, (CONTROLLED,)),
        Move(
            "request_correction",
            (Status.IN_REVIEW, Status.SECOND_REVIEW, Status.APPEALED),
            Status.CORRECTION_REQUESTED,
            (REASON_GIVEN, NOT_THE_REFUSER),
        ),
        Move("refuse", (Status.IN_REVIEW, Status.SECOND_REVIEW), Status.REFUSED, (REASON_GIVEN,)),
        Move("approve", (Status.IN_REVIEW,), Status.APPROVED, (NO_BLOCKER, BELOW_LIMIT)),
        Move("approve_first", (Status.IN_REVIEW,), Status.SECOND_REVIEW, (NO_BLOCKER, ABOVE_LIMIT)),
        Move("approve_second", (Status.SECOND_REVIEW,), Status.APPROVED, (NO_BLOCKER, OTHER_PERSON)),
        Move("appeal", (Status.REFUSED,), Status.APPEALED, (REASON_GIVEN,)),
        Move("allow_appeal", (Status.APPEALED,), Status.APPROVED, (NO_BLOCKER, BELOW_LIMIT, OTHER_PERSON)),
        Move("allow_appeal_first", (Status.APPEALED,), Status.SECOND_REVIEW, (NO_BLOCKER, ABOVE_LIMIT, OTHER_PERSON)),
        Move("dismiss_appeal", (Status.APPEALED,), Status.REFUSED, (REASON_GIVEN, OTHER_PERSON)),
        Move("enter_payment", (Status.APPROVED,), Status.IN_PAYMENT, (NOT_BATCHED,)),
        Move("leave_payment", (Status.IN_PAYMENT,), Status.APPROVED, (BATCHED,)),
        Move("settle", (Status.IN_PAYMENT,), Status.PAID, (BATCHED,)),
    ]
)
