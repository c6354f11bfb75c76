"""Step 2 of a claim: the customer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from certification.models import Repairer
from claims.selectors import open_points
from portal.repairer.company import own_claim, person_of, repairer_screen
from portal.repairer.forms.customer import CustomerForm
from portal.repairer.steps.flow import answer_step
from portal.repairer.steps.merging import Texts
from portal.repairer.steps.pages import errors_of, step_context
from portal.repairer.steps.saving import Saved, autosaved, page_of
from portal.repairer.steps.sequence import CUSTOMER

PAGE = page_of(CustomerForm)


@require_http_methods(["GET", "POST"])
@repairer_screen
def customer(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """The page of the step; a POST saves it and leads on."""
    del company
    return answer_step(request, own_claim(person_of(request), public_id), CUSTOMER, PAGE, _page)


@require_POST
@repairer_screen
def autosave(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """Save the step while it is typed."""
    del company
    return autosaved(request, own_claim(person_of(request), public_id), CUSTOMER, PAGE)


def _page(request: HttpRequest, saved: Saved, texts: Texts, *, status: int = 200) -> HttpResponse:
    points = open_points(saved.claim)
    form = CustomerForm(texts, claim=saved.claim, points=errors_of(points, CUSTOMER))
    context = step_context(saved, CUSTOMER, points, form, base=CustomerForm.texts_of(saved.claim))
    return render(request, "repairer/step_customer.html", context, status=status)
