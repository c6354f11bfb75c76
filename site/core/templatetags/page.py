"""Tags of the frame around every page: entries of the menu, links to the other language, the chosen appearance."""

from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page as PaginatorPage
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Locale, Page

register = template.Library()

APPEARANCES = ("light", "dark")
APPEARANCE_COOKIE = "appearance"


@register.inclusion_tag("includes/nav-entry.html", takes_context=True)
def nav_entry(
    context: template.Context, url_name: str, text: str, count: int | None = None, is_here: bool = False
) -> dict[str, Any]:
    """One entry of a menu, marked when the reader is there; nothing where the address does not exist.

    `is_here` says so where the address of the screen does not: pages that Wagtail serves.
    """
    try:
        url = reverse(url_name)
    except NoReverseMatch:
        return {"url": ""}
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    match = request.resolver_match if request else None
    current = ""
    if match and match.view_name == url_name:
        current = "page"
    elif is_here or (not url_name.endswith(("dashboard", "home")) and path.startswith(url)):
        current = "true"
    return {"url": url, "text": text, "current": current, "count": count}


@register.simple_tag(takes_context=True)
def languages_of_page(context: template.Context) -> list[dict[str, Any]]:
    """This page in each language of the product: `code`, `name` in that language, `url`, `is_current`."""
    request: HttpRequest | None = context.get("request")
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"],
            "url": _address_in(code, request, context.get("page")),
            "is_current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def appearance(context: template.Context) -> str:
    """`light` or `dark` when the reader chose one, else nothing: the device decides."""
    request: HttpRequest | None = context.get("request")
    chosen = request.COOKIES.get(APPEARANCE_COOKIE, "") if request else ""
    return chosen if chosen in APPEARANCES else ""


@register.simple_tag(takes_context=True)
def footer_pages(context: template.Context) -> list[dict[str, str]]:
    """The pages that editors put in menus, in the reader's language: legal notice, privacy, accessibility."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    pages = Page.objects.live().public().in_menu().filter(locale__language_code=get_language())
    return [{"title": page.title, "url": page.get_url(request) or ""} for page in pages]


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """The query of this page with some values changed; `None` takes one away. Used by links to another page or tab."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int, field: str = "") -> str:
    """The query of this page for another page of its list; `field` is the parameter, `page` when it is empty."""
    return query_with(context, **{field or "page": number})


@register.simple_tag
def page_count(page: PaginatorPage[Any]) -> int | None:
    """How many things the list has; None where the paginator does not count them, because that would be slow."""
    try:
        return page.paginator.count
    except NotImplementedError:
        return None


@register.simple_tag
def pages_around(page: PaginatorPage[Any]) -> list[int | str]:
    """The page numbers that a pager shows, with an ellipsis for those left out; none where nobody counts."""
    if page_count(page) is None:
        return []
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _address_in(code: str, request: HttpRequest | None, page: Any) -> str:
    """The same screen in the language, or that language's first page where there is no such screen."""
    first_page = f"/{code}/"
    if request is None:
        return first_page
    if isinstance(page, Page):
        locale = Locale.objects.filter(language_code=code).first()
        translation = page.get_translation_or_none(locale) if locale else None
        return (translation.get_url(request) if translation and translation.live else None) or first_page
    address = str(translate_url(request.path, code))
    if not address.startswith(first_page):
        return first_page
    query = request.GET.urlencode()
    return f"{address}?{query}" if query else address
