"""Step 4 of a claim: everything once more, what is still open, and sending. Then what comes next."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from certification.models import Repairer
from claims.models import Claim
from claims.rules import payment_due_on
from claims.selectors import next_step_of, open_points
from claims.services.sending import send_claim
from content.selectors import scheme_settings
from core import clock
from core.errors import MoveRefused, Refused
from portal.repairer.company import own_claim, person_of, repairer_screen
from portal.repairer.steps.pages import ANSWERED, closed, step_context
from portal.repairer.steps.saving import Saved
from portal.repairer.steps.sequence import CHECK, anchor_of_field, step_of_field
from portal.repairer.steps.summaries import summaries_of
from portal.repairer.views.documents import shelves_of
from portal.repairer.views.reading import own_claim_with_reading, panel_context


@require_http_methods(["GET", "POST"])
@repairer_screen
def check(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """The page of the step; a POST sends the claim, once however often it comes."""
    del company
    person = person_of(request)
    claim = own_claim_with_reading(person, public_id)
    if request.method != "POST":
        if not claim.is_editable:
            return closed(request, claim)
        return _page(request, claim)
    key = request.POST.get("idempotency_key", "")[:64] or None
    try:
        sent = send_claim(claim=claim, by=person, idempotency_key=key)
    except MoveRefused as refused:
        if not claim.is_editable:
            return closed(request, claim, refused)
        return _page(request, claim, refused)
    except Refused as refused:
        return _page(request, claim, refused)
    return redirect("repairer:claim-sent", public_id=sent.public_id)


@require_GET
@repairer_screen
def sent(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """The claim is sent: its reference, what comes next and by when. The page can be kept and printed."""
    del company
    claim = own_claim(person_of(request), public_id)
    if claim.sent_at is None or claim.is_editable:
        return redirect("repairer:claim-detail", public_id=claim.public_id)
    return render(request, "repairer/claim_sent.html", {"claim": claim, "next_step": next_step_of(claim)})


@require_GET
@repairer_screen
def receipt(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """What was declared and when, on one page for the printer."""
    del company
    claim = own_claim(person_of(request), public_id)
    if claim.sent_at is None:
        return redirect("repairer:claim-detail", public_id=claim.public_id)
    context = {"claim": claim, "summaries": summaries_of(claim, shelves_of(claim)), "next_step": next_step_of(claim)}
    return render(request, "repairer/receipt.html", context)


def _page(request: HttpRequest, claim: Claim, refused: Refused | None = None) -> HttpResponse:
    points = open_points(claim)
    shown = list(refused.points) if refused and refused.points else points
    context: dict[str, Any] = {
        **step_context(Saved(claim), CHECK, points),
        **panel_context(claim),
        "summaries": summaries_of(claim, shelves_of(claim), may_change=True),
        "points": [
            {
                "text": str(point.message),
                "href": f"{step_of_field(point.field).url(claim)}#{anchor_of_field(point.field)}",
            }
            for point in shown
        ],
        # An amount beside "not supported" would promise what is not paid.
        "is_supported": bool(claim.bonus) and not any(point.code in ANSWERED for point in points),
        "refusal": str(refused) if refused and not refused.points else "",
        "due_on": claim.payment_due_on or payment_due_on(clock.today(), scheme_settings().payment_days),
        "idempotency_key": uuid4().hex,
        "has_errors": refused is not None,
    }
    return render(request, "repairer/step_check.html", context, status=422 if refused else 200)
