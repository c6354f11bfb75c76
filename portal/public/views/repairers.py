"""Find a certified repairer."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from certification.selectors import workshops_near
from core import clock
from portal.public.forms import FinderForm

PER_PAGE = 20


def repairers(request: HttpRequest) -> HttpResponse:
    """The form, and under it the workshops around the postcode, nearest first."""
    form = FinderForm(
        request.GET if "postcode" in request.GET else None, initial={"radius": FinderForm.RADIUS} | request.GET.dict()
    )
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        asked = form.cleaned_data
        found = workshops_near(asked["postcode"], asked["product"], clock.today(), asked["radius"] or FinderForm.RADIUS)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        context |= {"page_of_workshops": page, "asked": asked}
    return render(request, "public/repairers.html", context)
