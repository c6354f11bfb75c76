"""Appeals: a refused claim is looked at again, by another person."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.models import Claim
from claims.permissions import can_edit_claim
from claims.services.moves import Inputs, guards_of, lock_claim, make_move, require
from core.errors import Refused

LONGEST_APPEAL = 4000


@transaction.atomic
def appeal(*, claim: Claim, by: User, text: str) -> Claim:
    """Ask for a second look, saying why.

    Raises MoveRefused (`wrong-status`; `reason-given` without a text), Refused (`too-long`; `duplicate-invoice` when
    another claim for the invoice was sent meanwhile).
    """
    row = lock_claim(claim)
    require(can_edit_claim(by, row))
    words = text.strip()
    if len(words) > LONGEST_APPEAL:
        raise Refused("too-long", _("The text is longer than 4,000 characters: say it in fewer words."))
    guards = guards_of(row, ("appeal",), by=by, inputs=Inputs(reason_given=bool(words)))
    make_move(row, "appeal", guards=guards, by=by, data={"text": words})
    return row
