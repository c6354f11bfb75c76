"""Renders a piece of template as a page would, components included, and parses what came out."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpRequest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler


def render(source: str, request: HttpRequest | None = None, **context: Any) -> str:
    """The HTML of the source."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    return str(template.render(context, request))


def soup(source: str, request: HttpRequest | None = None, **context: Any) -> BeautifulSoup:
    """The parsed HTML of the source."""
    return BeautifulSoup(render(source, request, **context), "html.parser")
