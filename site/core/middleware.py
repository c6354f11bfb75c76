"""What every response gets: a looser policy under the CMS only, no caching of signed-in pages, a request id in logs."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware

Handler = Callable[[HttpRequest], HttpResponse]

_MACHINE_ADDRESSES = ("/api/", "/health/", "/static/", "/media/")

# Wagtail 8.0.1 writes inline date-picker scripts and previews pages in a frame (screens-and-security.md, B.4).
_CMS_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'none'"],
}


class CmsContentSecurityPolicy:
    """Widens the Content-Security-Policy under /cms/, and nowhere else; stands after django-csp's middleware."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/cms/"):
            response._csp_replace = _CMS_POLICY  # type: ignore[attr-defined]
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response


class LanguageOfThePath(LocaleMiddleware):
    """Django's, but what is missing under a machine's address stays missing instead of being led to a page."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave a machine's 404 alone."""
        if response.status_code == HTTPStatus.NOT_FOUND and request.path.startswith(_MACHINE_ADDRESSES):
            return response
        return super().process_response(request, response)


class PrivateResponses:
    """Keeps what a signed-in person saw out of every cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response


class RequestIdentity:
    """Gives each request an id that its log lines carry and the answer tells."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        identity = uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=identity)
        response = self.get_response(request)
        response["X-Request-Id"] = identity
        return response
