"""Words for states, moves, problems: what each reader is told about the same thing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.audiences import Audience
from claims.declaration.values import ValueRefused, amount_of, day_of
from claims.finding_texts import finding_sentence
from claims.invoices.problems import SENTENCES
from claims.invoices.reading import FieldName
from claims.states import Status
from core.templatetags.money import day, euros

__all__ = [
    "Audience",
    "act_label",
    "finding_sentence",
    "move_label",
    "reading_problem_sentence",
    "shown_value",
    "status_label",
]

_STATUS: dict[Status, tuple[Promise, Promise]] = {
    Status.DRAFT: (_("Draft"), _("Draft")),
    Status.SENT: (_("Sent, being checked"), _("Sent, controls not finished")),
    Status.IN_REVIEW: (_("With an officer"), _("To be decided")),
    Status.CORRECTION_REQUESTED: (_("To be corrected by you"), _("Correction requested")),
    Status.SECOND_REVIEW: (_("With an officer"), _("Second person needed")),
    Status.APPROVED: (_("Approved, payment being prepared"), _("Approved, in no batch")),
    Status.IN_PAYMENT: (_("Approved, payment under way"), _("In a payment batch")),
    Status.PAID: (_("Paid"), _("Paid")),
    Status.REFUSED: (_("Refused"), _("Refused")),
    Status.APPEALED: (_("Appeal under review"), _("Appeal to be decided")),
    Status.CANCELLED: (pgettext_lazy("claim", "Cancelled"), _("Cancelled by the repairer")),
}

# What happened, for the timeline. The repairer is not told of steps inside the house.
_MOVES: dict[str, tuple[Promise | None, Promise]] = {
    "send": (_("Sent"), _("Sent")),
    "cancel": (pgettext_lazy("claim", "Cancelled"), _("Cancelled by the repairer")),
    "pass": (pgettext_lazy("claim", "Approved"), _("Approved automatically: no finding")),
    "flag": (_("Given to an officer"), _("Given to an officer by the controls")),
    "request_correction": (_("Correction requested"), _("Correction requested")),
    "refuse": (_("Refused"), _("Refused")),
    "approve": (pgettext_lazy("claim", "Approved"), pgettext_lazy("claim", "Approved")),
    "approve_first": (None, _("Approved, second person needed")),
    "approve_second": (pgettext_lazy("claim", "Approved"), _("Approved by a second person")),
    "appeal": (_("Appeal made"), _("Appeal made")),
    "allow_appeal": (_("Appeal allowed, approved"), _("Appeal allowed")),
    "allow_appeal_first": (None, _("Appeal allowed, second person needed")),
    "dismiss_appeal": (_("Appeal dismissed"), _("Appeal dismissed")),
    "enter_payment": (_("Payment being prepared"), _("Put into a payment batch")),
    "leave_payment": (None, _("Taken out of a payment batch")),
    "settle": (_("Paid"), _("Paid")),
    "download_original": (None, _("Original document downloaded")),
}

# What the buttons say.
_ACTS: dict[str, Promise] = {
    "send": _("Send"),
    "cancel": _("Cancel the claim"),
    "request_correction": _("Request a correction"),
    "refuse": _("Refuse"),
    "approve": _("Approve"),
    "approve_first": _("Approve and pass to a second person"),
    "approve_second": _("Approve as second person"),
    "appeal": _("Appeal"),
    "allow_appeal": _("Allow the appeal"),
    "allow_appeal_first": _("Allow the appeal and pass to a second person"),
    "dismiss_appeal": _("Dismiss the appeal"),
}

_AMOUNTS = frozenset({FieldName.TOTAL_INCL_VAT, FieldName.BONUS, FieldName.AMOUNT_DUE})
_INTERRUPTED = _("The invoice could not be read here. You need not do anything: an officer looks at it.")
_SENT_AGAIN = _("Corrected and sent again")


def status_label(status: Status | str, audience: Audience | str) -> Promise:
    """The status in the words of the reader."""
    for_repairer, for_officer = _STATUS[Status(status)]
    return for_officer if audience == Audience.OFFICER else for_repairer


def move_label(move: str, audience: Audience | str, *, from_status: str = "") -> Promise | None:
    """What a step of the timeline is called; None for a step that the reader is not told of."""
    if move == "send" and from_status == Status.CORRECTION_REQUESTED:
        return _SENT_AGAIN
    for_repairer, for_officer = _MOVES[move]
    return for_officer if audience == Audience.OFFICER else for_repairer


def act_label(move: str) -> Promise:
    """What the button of the move says; KeyError for moves that no person makes on a screen."""
    return _ACTS[move]


def reading_problem_sentence(code: str) -> str | Promise:
    """What was wrong with the reading of an invoice, and what to do."""
    return SENTENCES.get(code, _INTERRUPTED)


def shown_value(name: FieldName, value: str) -> str:
    """A declared or read value (normal form) as the reader's language writes it; what is none of its kind as it is."""
    if not value:
        return ""
    try:
        if name is FieldName.ISSUED_ON:
            return day(day_of(value))
        if name in _AMOUNTS:
            return euros(amount_of(value))
    except ValueRefused:
        return value
    return value
