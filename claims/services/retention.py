"""What is not kept: drafts that nobody touches any more (screens-and-security.md, B.7)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import Claim, ClaimDocument, Customer
from claims.services.documents import discard
from claims.states import Status
from content.selectors import scheme_settings
from core import clock

# What is left of a draft that was cancelled: that there was one, whose, and when. Its history cannot be deleted.
_EMPTIED: dict[str, Any] = {
    "product": None,
    "brand": None,
    "brand_text": "",
    "commercial_reference": "",
    "identifier": "",
    "identifier_key": "",
    "fault": None,
    "fault_description": "",
    "repaired_on": None,
    "invoice_number": "",
    "invoice_key": "",
    "invoiced_on": None,
    "total_incl_vat": None,
    "labour_excl_vat": None,
    "travel_excl_vat": None,
    "own_reference": "",
    "bonus": None,
    "support_rate": None,
    "rejected_input": {},
    "prefilled_fields": {},
}


@dataclass(frozen=True, slots=True)
class Retired:
    """How many drafts were deleted and how many cancelled ones were emptied."""

    deleted: int
    emptied: int


def stale_drafts() -> QuerySet[Claim]:
    """Claims that were never sent and that nobody has changed for `SchemeSettings.draft_days`."""
    before = clock.now() - timedelta(days=scheme_settings().draft_days)
    return Claim.objects.filter(status=Status.DRAFT, sent_at=None, changed_at__lt=before)


def stale_cancelled_drafts() -> QuerySet[Claim]:
    """Drafts that were cancelled that long ago and still hold something."""
    before = clock.now() - timedelta(days=scheme_settings().draft_days)
    holds_something = (
        Q(product__isnull=False)
        | ~Q(identifier="")
        | ~Q(invoice_number="")
        | Exists(Customer.objects.filter(claim=OuterRef("pk")))
        | Exists(ClaimDocument.objects.filter(claim=OuterRef("pk")))
    )
    return Claim.objects.filter(holds_something, status=Status.CANCELLED, sent_at=None, changed_at__lt=before)


def delete_stale_drafts() -> Retired:
    """Delete stale drafts with all that hangs on them, their files too; empty those that were cancelled."""
    deleted = sum(_retire(pk, stale_drafts(), is_deleted=True) for pk in _ids(stale_drafts()))
    emptied = sum(_retire(pk, stale_cancelled_drafts(), is_deleted=False) for pk in _ids(stale_cancelled_drafts()))
    return Retired(deleted, emptied)


def _ids(claims: QuerySet[Claim]) -> list[int]:
    return list(claims.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _retire(pk: int, stale: QuerySet[Claim], *, is_deleted: bool) -> int:
    """One claim a transaction; left alone when somebody has touched it meanwhile."""
    claim = Claim.objects.select_for_update().filter(pk=pk).first()
    if claim is None or not stale.filter(pk=pk).exists():
        return 0
    for document in claim.documents.all():
        discard(document)
    if is_deleted:
        claim.delete()
        return 1
    Customer.objects.filter(claim=claim).delete()
    claim.parts.all().delete()
    for name, value in _EMPTIED.items():
        setattr(claim, name, value)
    claim.save(update_fields=[*_EMPTIED])
    return 1
