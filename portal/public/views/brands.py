"""Which brands the scheme pays for, and who is responsible for the others."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from content.rules import brand_key
from content.selectors import brands as listed_brands
from portal.public.forms import BrandsForm

PER_PAGE = 50


def brands(request: HttpRequest) -> HttpResponse:
    """The list, narrowed by what was typed."""
    form = BrandsForm(request.GET)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    found = listed_brands().order_by("name")
    if key := brand_key(typed):
        found = found.filter(key__contains=key)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "public/brands.html", {"form": form, "typed": typed, "page_of_brands": page})
