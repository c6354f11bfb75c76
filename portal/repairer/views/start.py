"""A new claim: empty, or for the same appliance or customer as another one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from certification.models import Repairer
from claims.models import Claim
from claims.services.drafts import copy_claim, start_draft
from claims.states import Status
from portal.repairer.company import own_claim, own_claims, person_of, repairer_screen
from portal.repairer.steps.sequence import APPLIANCE, DOCUMENTS


@require_http_methods(["GET", "POST"])
@repairer_screen
def new(request: HttpRequest, company: Repairer) -> HttpResponse:
    """What a claim needs; then the first step. A draft in which nothing was done yet is taken up again."""
    if request.method == "GET":
        return render(request, "repairer/claim_new.html", {"company": company})
    person = person_of(request)
    untouched = own_claims(person).filter(
        repairer=company, created_by=person, status=Status.DRAFT, version=1, product=None, documents=None
    )
    claim = untouched.exclude(customer__isnull=False).first() or start_draft(repairer=company, by=person)
    step = DOCUMENTS if request.POST.get("first") == "invoice" else APPLIANCE
    return redirect(step.url(claim))


@require_POST
@repairer_screen
def copy(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """A new draft like this claim; with `keep_customer` for the same person."""
    del company
    person = person_of(request)
    keep_customer = request.POST.get("keep_customer") == "yes"
    made: Claim = copy_claim(claim=own_claim(person, public_id), by=person, keep_customer=keep_customer)
    if keep_customer:
        messages.success(request, _("This is a new claim for the same customer. Check the appliance."))
    else:
        messages.success(request, _("This is a new claim for the same kind of appliance. Check every field."))
    return redirect(APPLIANCE.url(made))
