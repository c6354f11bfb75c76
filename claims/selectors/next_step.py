"""The next step of a claim in words: who has to do what by when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from claims.models import Claim
from claims.states import Status


class Actor(StrEnum):
    """Whose turn it is."""

    REPAIRER = "repairer"
    SCHEME = "scheme"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What comes next, in the words of the repairer; `by_when` is the day of payment where one runs."""

    text: str
    who: Actor
    by_when: date | None = None


def next_step_of(claim: Claim) -> NextStep:
    """The next step, from the claim's row alone: no query."""
    due = claim.payment_due_on
    match claim.state:
        case Status.DRAFT:
            return NextStep(_("Complete the claim and send it."), Actor.REPAIRER)
        case Status.CORRECTION_REQUESTED:
            return NextStep(
                _("Correct the claim and send it again; the delay of payment goes on then."), Actor.REPAIRER
            )
        case Status.SENT:
            return NextStep(_("We check the claim."), Actor.SCHEME, due)
        case Status.IN_REVIEW | Status.SECOND_REVIEW:
            return NextStep(_("An officer looks at the claim and decides."), Actor.SCHEME, due)
        case Status.APPEALED:
            return NextStep(_("Another officer looks at your appeal and decides."), Actor.SCHEME, due)
        case Status.APPROVED | Status.IN_PAYMENT:
            return NextStep(_("We pay the bonus to your company’s account."), Actor.SCHEME, due)
        case Status.PAID:
            return NextStep(_("Nothing more to do: the bonus is paid."), Actor.NOBODY)
        case Status.REFUSED:
            return NextStep(_("You can appeal if you do not agree."), Actor.REPAIRER)
        case Status.CANCELLED:
            return NextStep(_("Nothing more to do: the claim was cancelled."), Actor.NOBODY)
