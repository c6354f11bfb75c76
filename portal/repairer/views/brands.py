"""Which brands and products the scheme pays for: the public pages, reached from inside."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from certification.models import Repairer
from certification.selectors import families_certified_for
from content.selectors import support_table
from core import clock
from portal.repairer.company import repairer_screen


@require_GET
@repairer_screen
def brands(request: HttpRequest, company: Repairer) -> HttpResponse:
    """The amounts of today for the company's own families, and the ways to the whole tables."""
    certified = {family.pk for family in families_certified_for(company, clock.today())}
    rows = [row for row in support_table(clock.today()) if row.family.pk in certified]
    families = [(family, list(of_family)) for family, of_family in groupby(rows, key=lambda row: row.family)]
    return render(request, "repairer/brands.html", {"families": families})
