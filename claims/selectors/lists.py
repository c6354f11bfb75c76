"""Lists of claims: who sees which, how they are counted, searched and summed up."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import User
from certification.models import Repairer
from certification.selectors import repairers_of
from claims.models import Claim
from claims.permissions import CLAIM_READERS, PAYMENT_READERS, STATUSES_OF_PAYMENT
from claims.states import Status
from core import money
from core.identifiers import compact

# The tabs of a repairer's list, in their order, and what stands under each.
TABS: dict[str, tuple[Status, ...]] = {
    "draft": (Status.DRAFT,),
    "to-correct": (Status.CORRECTION_REQUESTED,),
    "in-progress": (Status.SENT, Status.IN_REVIEW, Status.SECOND_REVIEW, Status.APPEALED),
    "approved": (Status.APPROVED, Status.IN_PAYMENT),
    "paid": (Status.PAID,),
    "refused": (Status.REFUSED,),
    "cancelled": (Status.CANCELLED,),
}
LONGEST_SEARCH = 60


@dataclass(frozen=True, slots=True)
class Amount:
    """So many claims, so many euros of bonus."""

    count: int = 0
    total: Decimal = money.ZERO


@dataclass(frozen=True, slots=True)
class MoneyOnItsWay:
    """A repairer's bonuses by where they are; `paid` holds all that were ever paid."""

    being_checked: Amount
    to_correct: Amount
    approved: Amount
    in_payment: Amount
    paid: Amount

    @property
    def expected(self) -> Decimal:
        """What is approved and not yet paid, in euros."""
        return money.total_of((self.approved.total, self.in_payment.total))


def claims_visible_to(user: User) -> QuerySet[Claim]:
    """The claims that the person may see, the last changed on top, with what a list shows of them.

    Repairers see their companies'; control staff all that were sent; finance those approved, in payment and paid.
    """
    if not user.is_active:
        return Claim.objects.none()
    visible = Q(repairer__in=repairers_of(user))
    if user.has_role(*CLAIM_READERS):
        visible |= Q(sent_at__isnull=False)
    elif user.has_role(*PAYMENT_READERS):
        visible |= Q(status__in=STATUSES_OF_PAYMENT)
    return (
        Claim.objects.filter(visible)
        .select_related("repairer", "product__family", "brand", "workshop", "fault")
        .order_by("-changed_at", "-pk")
    )


def claims_matching(claims: QuerySet[Claim], text: str) -> QuerySet[Claim]:
    """The claims whose reference, identifier, invoice number, own reference or brand holds the text.

    Meant for a list that is scoped already. A reference or an identifier is found by its beginning, whatever the
    spelling of it; the others by any part.
    """
    words = " ".join(text.split())[:LONGEST_SEARCH].replace("\x00", "")
    if not words:
        return claims
    wanted = (
        Q(reference__istartswith=words)
        | Q(invoice_number__icontains=words)
        | Q(own_reference__icontains=words)
        | Q(brand__name__icontains=words)
        | Q(brand_text__icontains=words)
    )
    if key := compact(words):
        wanted |= Q(identifier_key__startswith=key)
    return claims.filter(wanted)


def status_counts(claims: QuerySet[Claim]) -> dict[str, int]:
    """How many of the claims stand under each tab; every tab is there, `all` too."""
    rows = claims.order_by().values("status").annotate(count=Count("pk")).values_list("status", "count")
    by_status = {Status(status): count for status, count in rows}
    counts = {tab: sum(by_status.get(status, 0) for status in statuses) for tab, statuses in TABS.items()}
    return {"all": sum(by_status.values()), **counts}


def money_on_its_way(repairer: Repairer) -> MoneyOnItsWay:
    """The repairer's bonuses by where they are, in one query."""
    rows = (
        Claim.objects.filter(repairer=repairer)
        .order_by()
        .values("status")
        .annotate(count=Count("pk"), total=Sum("bonus"))
        .values_list("status", "count", "total")
    )
    by_status = {Status(status): Amount(count, money.euros(total or 0)) for status, count, total in rows}

    def together(*statuses: Status) -> Amount:
        found = [by_status.get(status, Amount()) for status in statuses]
        return Amount(sum(amount.count for amount in found), money.total_of(amount.total for amount in found))

    return MoneyOnItsWay(
        being_checked=together(*TABS["in-progress"]),
        to_correct=together(Status.CORRECTION_REQUESTED),
        approved=together(Status.APPROVED),
        in_payment=together(Status.IN_PAYMENT),
        paid=together(Status.PAID),
    )
