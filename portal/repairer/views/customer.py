"""Step 2 of a claim: the customer."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from certification.models import Repairer
from claims.models import Claim
from claims.selectors import open_points
from core.errors import MoveRefused
from portal.repairer.company import own_claim, person_of, repairer_screen
from portal.repairer.forms.customer import CustomerForm
from portal.repairer.steps.merging import Texts
from portal.repairer.steps.pages import closed, errors_of, errors_on, step_context
from portal.repairer.steps.saving import PageTexts, Saved, autosaved, save_step, where_to
from portal.repairer.steps.sequence import CUSTOMER, following


def _sent(data: Mapping[str, Any]) -> Texts:
    return {name: str(data.get(name) or "") for name in CustomerForm.base_fields}


def _changes(claim: Claim, texts: Texts) -> Mapping[str, Any]:
    return CustomerForm(texts, claim=claim).changes()


PAGE = PageTexts(_sent, CustomerForm.texts_of, _changes)


@require_http_methods(["GET", "POST"])
@repairer_screen
def customer(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """The page of the step; a POST saves it and leads on."""
    del company
    claim = own_claim(person_of(request), public_id)
    if not claim.is_editable:
        return closed(request, claim)
    if request.method != "POST":
        return _page(request, Saved(claim), CustomerForm.texts_of(claim))
    try:
        saved = save_step(request, claim, PAGE)
    except MoveRefused as refused:
        return closed(request, claim, refused)
    if saved.clashes:
        return _page(request, saved, _sent(request.POST), status=409)
    if not request.POST.get("go") and errors_on(saved.claim, CUSTOMER):
        return redirect(CUSTOMER.url(claim))
    return redirect(where_to(request, saved.claim, CUSTOMER, following(saved.claim, CUSTOMER)))


@require_POST
@repairer_screen
def autosave(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """Save the step while it is typed."""
    del company
    return autosaved(request, own_claim(person_of(request), public_id), CUSTOMER, PAGE)


def _page(request: HttpRequest, saved: Saved, texts: Texts, *, status: int = 200) -> HttpResponse:
    claim = saved.claim
    points = open_points(claim)
    form = CustomerForm(texts, claim=claim, points=errors_of(points, CUSTOMER))
    context = step_context(saved, CUSTOMER, points, form, base=CustomerForm.texts_of(claim))
    return render(request, "repairer/step_customer.html", context, status=status)
