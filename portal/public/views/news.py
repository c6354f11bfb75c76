"""The way to the news: their pages are Wagtail's, in each language under its own name."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from content.models import NewsIndexPage


def news(request: HttpRequest) -> HttpResponse | HttpResponseBase:
    """The list of news in the reader's language; an empty list where editors have made none."""
    index = NewsIndexPage.objects.live().public().filter(locale__language_code=get_language()).first()
    url = index.get_url(request) if index else None
    if index is None or url is None:
        return render(request, "public/news_index_page.html")
    if url == request.path:
        served: HttpResponseBase = index.serve(request)
        return served
    return redirect(url)
