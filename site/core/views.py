"""Pages that belong to no app: refusals and the health of the machine."""

from http import HTTPStatus

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere: say so, nothing was changed."""
    del reason
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The web process answers and reaches its database."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
