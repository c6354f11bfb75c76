"""Who has a claim open: one officer at a time, and another one after some minutes."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.models import Claim, ReviewLock
from claims.permissions import can_decide_claim
from claims.selectors.reviewing import live_lock
from claims.services.moves import lock_claim, require
from core import clock
from core.errors import Refused


@transaction.atomic
def take_lock(*, claim: Claim, by: User) -> ReviewLock:
    """Take or keep the claim; Refused (`locked`) while a colleague's lock is fresher than the scheme's minutes."""
    row = lock_claim(claim)
    require(can_decide_claim(by, row))
    require_no_other_lock(row, by)
    lock, _is_new = ReviewLock.objects.update_or_create(claim=row, defaults={"officer": by, "taken_at": clock.now()})
    return lock


@transaction.atomic
def release_lock(*, claim: Claim, by: User) -> None:
    """Give the claim back; nothing happens when somebody else has it."""
    row = lock_claim(claim)
    ReviewLock.objects.filter(claim=row, officer=by).delete()


def require_no_other_lock(claim: Claim, by: User) -> None:
    """Raise Refused (`locked`) while a colleague works on the claim."""
    lock = live_lock(claim)
    if lock is not None and lock.officer_id != by.pk:
        raise Refused(
            "locked",
            _("%(name)s is working on this claim. Take the next one, or come back in some minutes.")
            % {"name": lock.officer.get_full_name()},
        )
