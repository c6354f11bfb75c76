"""The page on which an officer decides: the document, what the controls found, the decision."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.requests import signed_in
from claims.models import Claim, Decision, FindingRecord
from claims.permissions import can_decide_claim
from claims.selectors import claims_visible_to, latest_run, live_lock
from claims.states import REVIEW_STATUSES, Status
from content.selectors import scheme_settings
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.forms.decision import DecisionForm
from portal.backoffice.review.acts import Act, acts_on
from portal.backoffice.review.claim_panels import claim_panels
from portal.backoffice.review.decision_words import fresh_form, words_context
from portal.backoffice.review.trail import before

_AGAINST = (Decision.Kind.REFUSAL, Decision.Kind.APPEAL_DISMISSED)
ZOOMS = ("fit", "large")


@staff_screen(*access.OFFICERS)
@require_GET
def claim_review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The claim to decide; to read only as long as this officer has not taken it."""
    person = signed_in(request)
    claim = claim_to_decide(person, public_id)
    if claim.state not in REVIEW_STATUSES:
        return redirect("backoffice:claim-detail", public_id=claim.public_id)
    return review_page(request, claim, person)


def claim_to_decide(person: User, public_id: UUID) -> Claim:
    """A claim that the officer may see; Http404 for anything else, PermissionDenied when it is of their own company."""
    claims = claims_visible_to(person).select_related(
        "repairer__organisation", "product__family", "brand__responsible", "fault", "workshop", "customer", "created_by"
    )
    claim = get_object_or_404(claims, public_id=public_id)
    if not can_decide_claim(person, claim):
        raise PermissionDenied
    return claim


def current_findings(claim: Claim) -> list[FindingRecord]:
    """The findings on the claim as it was last sent."""
    run = latest_run(claim)
    return list(run.findings.all()) if run and run.claim_version == claim.version else []


def review_page(
    request: HttpRequest,
    claim: Claim,
    person: User,
    *,
    opened: str = "",
    form: DecisionForm | None = None,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    """The page; `opened` is the act whose form is open, `form` what stands in it, `extra` what else it says."""
    findings = current_findings(claim)
    acts = acts_on(claim, person)
    lock = _lock(claim, person)
    context = {
        **claim_panels(claim, person),
        **_background(claim),
        "zoom": request.GET.get("zoom") if request.GET.get("zoom") in ZOOMS else "fit",
        "lock": lock,
        "acts": acts,
        "decisions": [_words(act, claim, findings, opened, form, extra) for act in acts if lock["is_mine"]],
        "opened": opened,
        "previous": before(request, claim),
        "has_errors": bool(form and form.errors) or bool(extra.get("refusal")),
        "bound_form": form if form and form.is_bound else None,
        **extra,
    }
    return render(request, "backoffice/claim_review.html", context, status=status)


def _words(
    act: Act,
    claim: Claim,
    findings: list[FindingRecord],
    opened: str,
    form: DecisionForm | None,
    extra: Mapping[str, Any],
) -> dict[str, Any]:
    is_opened = act.kind == opened
    shown = form if is_opened and form is not None else fresh_form(act, claim, findings)
    kept_own_words = is_opened and extra.get("kept_own_words", False)
    return {**words_context(act, claim, shown), "is_opened": is_opened, "kept_own_words": kept_own_words}


def _lock(claim: Claim, person: User) -> dict[str, Any]:
    """Who has the claim: `is_mine` as long as nobody else took it, `officer` a colleague who has it now."""
    live = live_lock(claim)
    own = getattr(claim, "review_lock", None)
    until = timedelta(minutes=scheme_settings().review_lock_minutes)
    is_others = live is not None and live.officer_id != person.pk
    return {
        "is_mine": not is_others and own is not None and own.officer_id == person.pk,
        "officer": live.officer if live is not None and is_others else None,
        "free_at": live.taken_at + until if live is not None and is_others else None,
        "was_of": own.officer if own is not None and own.officer_id != person.pk and not is_others else None,
    }


def _background(claim: Claim) -> dict[str, Any]:
    """What went before: the first approval of a second review, the refusal and the appeal of an appeal."""
    decisions = claim.decisions.select_related("reason", "made_by").order_by("-pk")
    background: dict[str, Any] = {}
    if claim.state is Status.SECOND_REVIEW:
        background["first_approval"] = decisions.filter(
            kind=Decision.Kind.FIRST_APPROVAL, claim_version=claim.version
        ).first()
    if claim.state is Status.APPEALED:
        background["earlier_refusal"] = decisions.filter(kind__in=_AGAINST).first()
        appeal = claim.events.filter(move="appeal").order_by("-pk").first()
        background["appeal_text"] = appeal.data.get("text", "") if appeal else ""
    return background
