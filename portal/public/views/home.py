"""The public home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What the scheme is, and the ways in."""
    return render(request, "public/home.html")
