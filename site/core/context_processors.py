"""What every template may name."""

from django.conf import settings
from django.http import HttpRequest


def scheme(request: HttpRequest) -> dict[str, str]:
    """The displayed name of the scheme."""
    del request
    return {"scheme_name": settings.SCHEME_NAME}
