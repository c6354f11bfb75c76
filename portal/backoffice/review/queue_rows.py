"""The officers' queue as a list shows it: filtered, each claim with its findings and who has it open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from claims.models import Claim, ControlRun, FindingRecord, ReviewLock
from claims.selectors import claims_awaiting_review
from claims.states import Status
from content.selectors import scheme_settings
from core import clock

SOON_DAYS = 3


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """How much waits, of what kind, and how urgently."""

    waiting: int
    late: int
    soon: int
    second_reviews: int
    appeals: int


def queue_figures(user: User, today: date) -> QueueFigures:
    """The figures of this person's queue, in one query."""
    late, soon = Q(payment_due_on__lt=today), Q(payment_due_on__range=(today, today + timedelta(days=SOON_DAYS)))
    counts = claims_awaiting_review(user).aggregate(
        waiting=Count("pk"),
        late=Count("pk", filter=late),
        soon=Count("pk", filter=soon),
        second_reviews=Count("pk", filter=Q(status=Status.SECOND_REVIEW)),
        appeals=Count("pk", filter=Q(status=Status.APPEALED)),
    )
    return QueueFigures(**counts)


def findings_in_queue(user: User) -> list[tuple[str, int]]:
    """How many waiting claims each finding stands on, the most frequent first; notices left out."""
    current = ControlRun.objects.filter(
        claim__in=claims_awaiting_review(user).order_by().values("pk"), claim_version=F("claim__version")
    )
    rows = (
        FindingRecord.objects.filter(run__in=current)
        .exclude(strength="notice")
        .values("code")
        .annotate(count=Count("run", distinct=True))
        .order_by("-count", "code")
    )
    return [(row["code"], row["count"]) for row in rows]


def filtered_queue(user: User, wanted: Mapping[str, Any], today: date) -> QuerySet[Claim]:
    """The person's queue with the filters of `QueueFilterForm`, the one due first on top, findings prefetched."""
    claims = claims_awaiting_review(user)
    if wanted.get("status"):
        claims = claims.filter(status=wanted["status"])
    if wanted.get("product"):
        claims = claims.filter(product=wanted["product"])
    if words := wanted.get("repairer"):
        claims = claims.filter(
            Q(repairer__legal_name__icontains=words)
            | Q(repairer__trade_name__icontains=words)
            | Q(repairer__siren__startswith=words.replace(" ", ""))
        )
    if wanted.get("finding"):
        found = FindingRecord.objects.filter(
            run__claim=OuterRef("pk"), run__claim_version=OuterRef("version"), code=wanted["finding"]
        )
        claims = claims.filter(Exists(found))
    match wanted.get("due"):
        case "late":
            claims = claims.filter(payment_due_on__lt=today)
        case "soon":
            claims = claims.filter(payment_due_on__lte=today + timedelta(days=SOON_DAYS))
        case "week":
            claims = claims.filter(payment_due_on__lte=today + timedelta(days=7))
    runs = ControlRun.objects.order_by("-pk").prefetch_related("findings")
    return claims.prefetch_related(Prefetch("control_runs", runs))


def findings_of(claim: Claim) -> list[FindingRecord]:
    """The findings on the claim as it was last sent, from what `filtered_queue` prefetched."""
    for run in claim.control_runs.all():
        if run.claim_version == claim.version:
            return list(run.findings.all())
    return []


def lock_of(claim: Claim, now: datetime) -> ReviewLock | None:
    """The lock on a claim of the list, unless it may be taken over; no query of its own but the cached settings."""
    lock: ReviewLock | None = getattr(claim, "review_lock", None)
    if lock is None or lock.taken_at <= now - timedelta(minutes=scheme_settings().review_lock_minutes):
        return None
    return lock


def own_locks(user: User) -> QuerySet[ReviewLock]:
    """The claims that this officer has open and nobody may take over yet, the one opened last on top."""
    since = clock.now() - timedelta(minutes=scheme_settings().review_lock_minutes)
    return (
        ReviewLock.objects.filter(officer=user, taken_at__gt=since)
        .select_related("claim__repairer", "claim__product")
        .order_by("-taken_at")
    )
