"""The list of news for the page that Wagtail serves."""

from typing import Any

from django import template
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator

from content.models import NewsPage

register = template.Library()

PER_PAGE = 12


@register.simple_tag(takes_context=True)
def news_of_page(context: template.Context) -> PaginatorPage | list[Any]:
    """The published news under the index page shown now, newest first, in pages of twelve; nothing without a page."""
    index = context.get("page")
    if index is None:
        return []
    found = NewsPage.objects.child_of(index).live().public().order_by("-published_on", "-first_published_at")
    request = context.get("request")
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page") if request else None)
