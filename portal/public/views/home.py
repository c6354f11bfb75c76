"""The public home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from content.selectors import brands, latest_news
from portal.public.forms import CoverageForm

NEWS_SHOWN = 3


def home(request: HttpRequest) -> HttpResponse:
    """What the scheme is, and the ways in."""
    coverage_form = CoverageForm()
    del coverage_form.fields["price"]
    context = {
        "coverage_form": coverage_form,
        "brand_names": brands().values_list("name", flat=True),
        "news": latest_news(get_language() or "", NEWS_SHOWN),
    }
    return render(request, "public/home.html", context)
