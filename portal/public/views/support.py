"""The table of financial support."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.rules import brand_key
from content.selectors import support_table as rows_on
from core import clock
from portal.public.forms import AmountsForm


def support_table(request: HttpRequest) -> HttpResponse:
    """Amounts by family for one day of invoice, today where none was asked for."""
    form = AmountsForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("on") or clock.today()
    rows = rows_on(day)
    if family := asked.get("family"):
        rows = [row for row in rows if row.family == family]
    if wanted := brand_key(asked.get("q", "")):
        rows = [row for row in rows if wanted in brand_key(row.product.name)]
    families = [(family, list(members)) for family, members in groupby(rows, key=lambda row: row.family)]
    context = {"form": form, "day": day, "is_today": day == clock.today(), "families": families, "count": len(rows)}
    return render(request, "public/support_table.html", context)
