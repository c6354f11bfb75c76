"""The officers' queue and their locks."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership, User
from accounts.roles import Role
from claims.models import Claim, Decision, ReviewLock
from claims.states import REVIEW_STATUSES, Status
from content.selectors import scheme_settings
from core import clock

_AGAINST = (Decision.Kind.REFUSAL, Decision.Kind.APPEAL_DISMISSED)


def claims_awaiting_review(user: User) -> QuerySet[Claim]:
    """The claims that this officer may decide now, the one due first on top.

    Left out: claims of a repairer the officer works for, second reviews of an own first approval, appeals against an
    own refusal. A fraud analyst sees the whole queue and decides nothing.
    """
    waiting = (
        Claim.objects.filter(status__in=REVIEW_STATUSES)
        .select_related("repairer", "product", "brand__responsible", "review_lock__officer")
        .order_by("payment_due_on", "pk")
    )
    if not user.has_role(Role.CONTROL_OFFICER):
        return waiting if user.has_role(Role.FRAUD_ANALYST) else waiting.none()
    own_decision = Decision.objects.filter(claim=OuterRef("pk"), made_by=user)
    party = Membership.objects.filter(user=user, organisation=OuterRef("repairer__organisation")).filter(
        Q(ended_at=None) | Q(ended_at__gte=OuterRef("created_at"))
    )
    return waiting.exclude(Exists(party)).exclude(
        Q(status=Status.SECOND_REVIEW)
        & Exists(own_decision.filter(kind=Decision.Kind.FIRST_APPROVAL, claim_version=OuterRef("version")))
        | Q(status=Status.APPEALED) & Exists(own_decision.filter(kind__in=_AGAINST))
    )


def next_claim_to_review(user: User, *, after: Claim | None = None) -> Claim | None:
    """The next claim of the officer's queue that no colleague has open: behind `after` first, then from the top."""
    if not user.has_role(Role.CONTROL_OFFICER):
        return None
    fresh = ReviewLock.objects.filter(claim=OuterRef("pk"), taken_at__gt=clock.now() - _lock_time()).exclude(
        officer=user
    )
    free = claims_awaiting_review(user).exclude(Exists(fresh))
    if after is None or after.payment_due_on is None:
        return free.first()
    behind = Q(payment_due_on__gt=after.payment_due_on) | Q(payment_due_on=after.payment_due_on, pk__gt=after.pk)
    return free.filter(behind).first() or free.exclude(pk=after.pk).first()


def live_lock(claim: Claim) -> ReviewLock | None:
    """The lock of the officer who has the claim open, unless it is old enough to be taken over."""
    return (
        ReviewLock.objects.filter(claim=claim, taken_at__gt=clock.now() - _lock_time())
        .select_related("officer")
        .first()
    )


def _lock_time() -> timedelta:
    return timedelta(minutes=scheme_settings().review_lock_minutes)
