"""The company: its data, workshops, certificates; and which company, for people who work for several."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from certification.models import Certificate, Repairer, Workshop
from certification.selectors import repairers_of
from core import clock
from payments.permissions import is_owner_of
from portal.repairer.company import choose_company, person_of, repairer_screen


@dataclass(frozen=True, slots=True)
class Place:
    """A workshop with its certificates, each with how it stands today."""

    workshop: Workshop
    certificates: list[tuple[Certificate, str]]

    @property
    def is_certified(self) -> bool:
        """True when the workshop may claim today."""
        return any(standing in ("valid", "ending") for _certificate, standing in self.certificates)


_ENDING_DAYS = 90


@require_GET
@repairer_screen
def company(request: HttpRequest, company: Repairer) -> HttpResponse:
    """Everything that the scheme knows of the company."""
    person = person_of(request)
    context = {
        "company": company,
        "places": places_of(company),
        "companies": list(repairers_of(person).order_by("legal_name", "pk")),
        "is_owner": is_owner_of(person, company),
    }
    return render(request, "repairer/company.html", context)


@require_POST
@repairer_screen
def choose(request: HttpRequest, company: Repairer) -> HttpResponse:
    """Work for another one of one's companies from now on."""
    del company
    key = request.POST.get("company", "")
    chosen = get_object_or_404(repairers_of(person_of(request)), siren=key)
    choose_company(request, chosen)
    return redirect("repairer:dashboard")


def places_of(company: Repairer) -> list[Place]:
    """The company's workshops with their certificates, the newest first. Three queries."""
    workshops = company.workshops.prefetch_related("certificates__families").order_by("closed_on", "name")
    return [
        Place(workshop, [(certificate, _standing(certificate)) for certificate in workshop.certificates.all()])
        for workshop in workshops
    ]


def _standing(certificate: Certificate) -> str:
    today = clock.today()
    if certificate.withdrawn_on and certificate.withdrawn_on <= today:
        return "withdrawn"
    if certificate.valid_until < today:
        return "over"
    if certificate.valid_from > today:
        return "later"
    return "ending" if (certificate.valid_until - today).days <= _ENDING_DAYS else "valid"
