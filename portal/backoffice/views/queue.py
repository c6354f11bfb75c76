"""The queue of claims to decide, and the ways into it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.requests import signed_in
from claims.models import Claim
from claims.selectors import claims_visible_to, next_claim_to_review
from claims.services.reviewing import release_lock, take_lock
from core import clock
from core.errors import NotAllowed, Refused
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.forms.queue import QueueFilterForm
from portal.backoffice.paging import PER_PAGE, CappedPaginator
from portal.backoffice.review.queue_rows import filtered_queue, queue_figures
from portal.backoffice.review.trail import remember
from portal.backoffice.tables.claims import QueueTable

# Colleagues may take the next claim at the same instant: the one after it is tried then.
_TRIES = 5


@staff_screen(*access.REVIEWERS)
@require_GET
def claim_queue(request: HttpRequest) -> HttpResponse:
    """What waits, the first due on top, with filters."""
    person, today = signed_in(request), clock.today()
    filters = QueueFilterForm(request.GET)
    wanted = filters.wanted()
    page = CappedPaginator(filtered_queue(person, wanted, today), PER_PAGE).get_page(request.GET.get("page"))
    may_decide = person.has_role(*access.OFFICERS)
    table = QueueTable(page.object_list, today=today, now=clock.now(), may_decide=may_decide)
    context = {
        "filters": filters,
        "is_filtered": any(wanted.values()),
        "page": page,
        "table": table,
        "figures": queue_figures(person, today),
        "may_decide": may_decide,
    }
    return render(request, "backoffice/claim_queue.html", context)


@staff_screen(*access.OFFICERS)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Take the most urgent claim that nobody has open."""
    return open_next(request, signed_in(request))


@staff_screen(*access.OFFICERS)
@require_POST
def open_claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take this claim and go to its review; when a colleague has it, the page says so."""
    person = signed_in(request)
    claim = get_object_or_404(claims_visible_to(person), public_id=public_id)
    try:
        take_lock(claim=claim, by=person)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        remember(request, claim)
    return redirect("backoffice:claim-review", public_id=claim.public_id)


@staff_screen(*access.OFFICERS)
@require_POST
def skip(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Leave this claim to others and take the next one."""
    person = signed_in(request)
    claim = get_object_or_404(claims_visible_to(person), public_id=public_id)
    release_lock(claim=claim, by=person)
    return open_next(request, person, after=claim)


@staff_screen(*access.OFFICERS)
@require_POST
def release(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Leave this claim to others and go back to the queue."""
    person = signed_in(request)
    claim = get_object_or_404(claims_visible_to(person), public_id=public_id)
    release_lock(claim=claim, by=person)
    messages.success(request, _("%(claim)s is free for everybody again.") % {"claim": claim})
    return redirect("backoffice:claim-queue")


def open_next(request: HttpRequest, person: User, *, after: Claim | None = None) -> HttpResponse:
    """Take the next claim of the person's queue and go there; to the queue when there is none."""
    for _try in range(_TRIES):
        claim = next_claim_to_review(person, after=after)
        if claim is None:
            break
        try:
            take_lock(claim=claim, by=person)
        except Refused:
            after = claim
            continue
        remember(request, claim)
        return redirect("backoffice:claim-review", public_id=claim.public_id)
    messages.success(request, _("No claim waits for you at the moment."))
    return redirect("backoffice:claim-queue")
