"""One claim: where it stands, what comes next, where its money is, and what its people can do."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from certification.models import Repairer
from claims.finding_texts import finding_sentence
from claims.labels import Audience, status_label
from claims.models import Claim, Decision
from claims.selectors import latest_reading, latest_run, next_step_of, pages_of, pages_of_documents, timeline_of
from claims.services.appealing import appeal
from claims.services.drafts import cancel_claim
from claims.services.moves import possibilities
from claims.states import Status
from core.errors import Refused
from payments.selectors import transfers_of, whereabouts_of
from portal.repairer.company import own_claim, person_of, repairer_screen
from portal.repairer.forms.appeal import AppealForm
from portal.repairer.steps.sequence import APPLIANCE, CHECK, step_of_finding
from portal.repairer.steps.summaries import summaries_of
from portal.repairer.views.documents import shelves_of

# Decisions whose message the repairer was sent.
_TOLD = (
    Decision.Kind.CORRECTION_REQUEST,
    Decision.Kind.REFUSAL,
    Decision.Kind.APPEAL_DISMISSED,
)


@require_GET
@repairer_screen
def claim_page(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """Everything about one claim on one page."""
    del company
    person = person_of(request)
    claim = own_claim(person, public_id)
    shelves = shelves_of(claim)
    reading = latest_reading(claim)
    open_moves = {found.move.name for found in possibilities(claim, person)}
    context: dict[str, Any] = {
        "claim": claim,
        "label": status_label(claim.state, Audience.REPAIRER),
        "next_step": next_step_of(claim),
        "timeline": [
            {"text": entry.label, "at": entry.at, "who": entry.who, "note": entry.text}
            for entry in timeline_of(claim, Audience.REPAIRER)
        ],
        "summaries": summaries_of(claim, shelves),
        "reading": reading,
        "pages": pages_of(reading) if reading else [],
        "other_pages": pages_of_documents(claim),
        "decisions": list(claim.decisions.filter(kind__in=_TOLD).select_related("reason").order_by("-pk")),
        "moves": open_moves,
        "whereabouts": whereabouts_of(claim),
        "transfer": transfers_of(claim.repairer).filter(lines__claim=claim, lines__is_live=True).first(),
        "continue_url": _where_to_go_on(claim),
    }
    return render(request, "repairer/claim_page.html", context)


@require_GET
@repairer_screen
def correct(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """What an officer asked for, with the steps that it concerns first."""
    del company
    claim = own_claim(person_of(request), public_id)
    if claim.state is not Status.CORRECTION_REQUESTED:
        return redirect("repairer:claim-detail", public_id=claim.public_id)
    run = latest_run(claim)
    findings = list(run.findings.all()) if run else []
    points = [
        {"text": finding_sentence(finding, Audience.REPAIRER), "href": step_of_finding(finding.code).url(claim)}
        for finding in findings
    ]
    concerned = sorted({step_of_finding(finding.code) for finding in findings}, key=lambda step: step.number)
    context = {
        "claim": claim,
        "decision": claim.decisions.filter(kind=Decision.Kind.CORRECTION_REQUEST)
        .select_related("reason")
        .order_by("-pk")
        .first(),
        "points": points,
        "concerned": [{"step": step, "url": step.url(claim)} for step in concerned],
        "check_url": CHECK.url(claim),
        "first_url": concerned[0].url(claim) if concerned else APPLIANCE.url(claim),
    }
    return render(request, "repairer/claim_correct.html", context)


@require_http_methods(["GET", "POST"])
@repairer_screen
def appeal_page(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """An appeal against a refusal, in the repairer's own words."""
    del company
    person = person_of(request)
    claim = own_claim(person, public_id)
    if claim.state is not Status.REFUSED:
        messages.info(request, _("You can only appeal against a refused claim. Here is where this claim stands."))
        return redirect("repairer:claim-detail", public_id=claim.public_id)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal(claim=claim, by=person, text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error("text" if refused.code == "too-long" else None, str(refused))
        else:
            messages.success(request, _("Your appeal was sent. A different officer will look at the claim."))
            return redirect("repairer:claim-detail", public_id=claim.public_id)
    decision = claim.decisions.filter(kind__in=_TOLD).select_related("reason").order_by("-pk").first()
    context = {"claim": claim, "form": form, "decision": decision}
    return render(request, "repairer/claim_appeal.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@repairer_screen
def cancel(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """Give up a draft, or a claim that was sent back; the page asks once more."""
    del company
    person = person_of(request)
    claim = own_claim(person, public_id)
    if request.method != "POST":
        if not claim.is_editable:
            return redirect("repairer:claim-detail", public_id=claim.public_id)
        return render(request, "repairer/claim_cancel.html", {"claim": claim})
    try:
        cancel_claim(claim=claim, by=person)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("repairer:claim-detail", public_id=claim.public_id)
    messages.success(request, _("The claim was cancelled. Nothing will be paid for it."))
    return redirect("repairer:claim-list")


def _where_to_go_on(claim: Claim) -> str:
    if claim.state is Status.DRAFT:
        return APPLIANCE.url(claim) if claim.product is None else CHECK.url(claim)
    return ""
