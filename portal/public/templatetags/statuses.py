"""Which colour family a status is shown in; its words come from the labels of its own app."""

from django import template

from claims.states import Status
from payments.states import BatchStatus

register = template.Library()

# good: it went well; wait: a person has to act; info: on its way; bad: it ended badly; calm: nothing happens.
CLAIM_KINDS = {
    Status.DRAFT: "calm",
    Status.SENT: "info",
    Status.IN_REVIEW: "info",
    Status.CORRECTION_REQUESTED: "wait",
    Status.SECOND_REVIEW: "info",
    Status.APPROVED: "good",
    Status.IN_PAYMENT: "good",
    Status.PAID: "good",
    Status.REFUSED: "bad",
    Status.APPEALED: "wait",
    Status.CANCELLED: "calm",
}
BATCH_KINDS = {
    BatchStatus.DRAFT: "calm",
    BatchStatus.SUBMITTED: "wait",
    BatchStatus.APPROVED: "info",
    BatchStatus.EXPORTED: "info",
    BatchStatus.PAID: "good",
    BatchStatus.CANCELLED: "calm",
}


@register.filter
def claim_kind(status: str) -> str:
    """The colour family of a claim's status."""
    return CLAIM_KINDS.get(Status(status), "calm")


@register.filter
def batch_kind(status: str) -> str:
    """The colour family of a payment batch's status."""
    return BATCH_KINDS.get(BatchStatus(status), "calm")
