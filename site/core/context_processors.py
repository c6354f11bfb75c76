"""What every template may name."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def scheme(request: HttpRequest) -> dict[str, Any]:
    """The displayed name of the scheme, and whether mails are kept in a folder instead of being sent."""
    del request
    return {
        "scheme_name": settings.SCHEME_NAME,
        "keeps_mails": settings.EMAIL_BACKEND == "django.core.mail.backends.filebased.EmailBackend",
    }
