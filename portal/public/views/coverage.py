"""Is my appliance covered? Answered without an account and without personal data."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from claims.eligibility import eligibility_of
from content.selectors import brand_named, brands
from portal.public.answers import answer_to
from portal.public.forms import CoverageForm


def coverage(request: HttpRequest) -> HttpResponse:
    """The form, and under it the answer once there is something to answer."""
    form = CoverageForm(request.GET if "product" in request.GET or "brand" in request.GET else None)
    context: dict[str, Any] = {"form": form, "brand_names": brands().values_list("name", flat=True)}
    if form.is_valid():
        product, typed = form.cleaned_data["product"], form.cleaned_data["brand"]
        brand = brand_named(typed)
        eligibility = eligibility_of(product=product, brand=brand, brand_text=typed)
        context |= {
            "answer": answer_to(eligibility, form.cleaned_data["price"]),
            "eligibility": eligibility,
            "product": product,
            "brand_name": brand.name if brand else typed,
            "price": form.cleaned_data["price"],
        }
    return render(request, "public/coverage.html", context)
