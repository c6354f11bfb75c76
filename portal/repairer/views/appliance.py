"""Step 1 of a claim: the appliance and its fault, and at once whether and how much the scheme pays."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from certification.models import Repairer
from claims.models import Claim
from claims.selectors import open_points
from content.selectors import brands
from portal.repairer.company import own_claim, person_of, repairer_screen
from portal.repairer.forms.appliance import ApplianceForm
from portal.repairer.forms.parts import as_text, from_text, lines_of, lines_sent, rows_for, say_the_same
from portal.repairer.steps.answers import answer_on_page
from portal.repairer.steps.flow import answer_step, lead_on
from portal.repairer.steps.merging import Texts
from portal.repairer.steps.pages import errors_of, errors_on, step_context
from portal.repairer.steps.saving import PageTexts, Saved, autosaved
from portal.repairer.steps.sequence import APPLIANCE, Step


def _sent(data: Mapping[str, Any]) -> Texts:
    return {**ApplianceForm.sent_texts(data), "parts": as_text(lines_sent(data))}


def _stored(claim: Claim) -> Texts:
    return {**ApplianceForm.texts_of(claim), "parts": as_text(lines_of(claim))}


def _changes(claim: Claim, texts: Texts) -> Mapping[str, Any]:
    changes = ApplianceForm(texts, claim=claim).changes()
    lines = from_text(texts["parts"])
    if not say_the_same(lines, lines_of(claim)):
        changes["parts"] = lines
    return changes


def _mean_the_same(claim: Claim, name: str, one: str, other: str) -> bool:
    if name == "parts":
        return say_the_same(from_text(one), from_text(other))
    return ApplianceForm.mean_the_same(claim, name, one, other)


PAGE = PageTexts(_sent, _stored, _changes, _mean_the_same)


@require_http_methods(["GET", "POST"])
@repairer_screen
def appliance(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """The page of the step; a POST saves it and leads on."""
    del company
    claim = own_claim(person_of(request), public_id)
    return answer_step(request, claim, APPLIANCE, PAGE, _page, then=_lead_on)


@require_POST
@repairer_screen
def autosave(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """Save the step while it is typed."""
    del company
    return autosaved(request, own_claim(person_of(request), public_id), APPLIANCE, PAGE)


@require_POST
@repairer_screen
def answer(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """Is it supported, and how much: for what stands on the page now. Nothing is saved.

    After another product was chosen, the fields that depend on it come along.
    """
    del company
    claim = own_claim(person_of(request), public_id)
    form = ApplianceForm(_sent(request.POST), claim=claim)
    context = {
        "claim": claim,
        "form": form,
        "answer": answer_on_page(form, lines_sent(request.POST)),
        "product_changed": request.POST.get("shown_product", "") != (str(form.chosen.pk) if form.chosen else ""),
    }
    return render(request, "repairer/partials/answer.html", context)


def _page(request: HttpRequest, saved: Saved, texts: Texts, *, status: int = 200) -> HttpResponse:
    claim = saved.claim
    everything = open_points(claim)
    points = errors_of(everything, APPLIANCE)
    form = ApplianceForm(texts, claim=claim, points=points)
    lines = from_text(texts["parts"])
    wanted = request.GET.get("rows", "")
    least = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 3 else 0
    rows = rows_for(lines, least=least, points=points)
    context = {
        **step_context(saved, APPLIANCE, everything, form, base=_stored(claim)),
        "rows": rows,
        "rows_wanted": len(rows) + 1,
        "has_parts": bool(lines) or least > 0 or claim.circular_parts_consent,
        "answer": answer_on_page(form, lines),
        "brands": brands(),
        "forms": [form, *rows],
        "has_errors": bool(form.errors) or any(row.errors for row in rows),
    }
    return render(request, "repairer/step_appliance.html", context, status=status)


def _lead_on(request: HttpRequest, claim: Claim, step: Step) -> HttpResponse:
    here = step.url(claim)
    go = request.POST.get("go", "")
    if go == "stay-faults":
        return redirect(f"{here}#id_fault")
    if go.startswith("stay-rows-"):
        return redirect(f"{here}?rows={go.removeprefix('stay-rows-')[:2]}#parts")
    product_was_new = request.POST.get("shown_product", "") != str(claim.product_id or "")
    if not go and not errors_on(claim, step) and product_was_new and claim.product and not claim.fault:
        # Without script the list of faults comes with the next page only.
        messages.info(request, _("The product is saved. Now choose the fault."))
        return redirect(f"{here}#id_fault")
    return lead_on(request, claim, step)
