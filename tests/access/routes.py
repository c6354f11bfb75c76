"""Every route of the product, as the URL patterns write it, and addresses that match it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

_CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
_DUMMIES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "00000000-0000-0000-0000-000000000000"}


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """All routes below, without the language and without the anchors of regular expressions."""
    for pattern in (resolver or get_resolver()).url_patterns:
        part = "" if isinstance(pattern.pattern, LocalePrefixPattern) else str(pattern.pattern)
        route = before + part.removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern, route)


def has_language(route: str) -> bool:
    """True for the routes that carry a language: those of people's pages."""
    return route in _routes_with_language()


def address(route: str, arguments: Mapping[str, object]) -> str:
    """The address of the route with these arguments."""
    path = _NAMED_GROUP.sub(lambda match: str(arguments[match[1]]), route)
    path = _CONVERTER.sub(lambda match: str(arguments[match[2]]), path)
    return f"/fr/{path}" if has_language(route) else f"/{path}"


def any_address(route: str) -> str | None:
    """Some address of the route; None where it is a regular expression with groups."""
    path = _CONVERTER.sub(lambda match: _DUMMIES.get(match[1] or "str", "x"), route)
    if re.search(r"[()\[\]\\+*?]", path):
        return None
    return f"/fr/{path}" if has_language(route) else f"/{path}"


@cache
def _routes_with_language() -> frozenset[str]:
    return frozenset(
        route
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLResolver) and isinstance(pattern.pattern, LocalePrefixPattern)
        for route in routes(pattern)
    )
