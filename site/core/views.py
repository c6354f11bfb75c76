"""Pages that belong to no app: refusals and the health of the machine."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from core.heartbeat import queue_is_moving


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere: say so, nothing was changed."""
    del reason
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


@never_cache
def cms_door(request: HttpRequest) -> HttpResponse:
    """The CMS has no login of its own: to the one door, or a refusal for who came through it and may not go on.

    A redirect for people who are signed in would lead them round in a circle.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The web process answers and reaches its database."""
    del request
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@never_cache
def queue_moves(request: HttpRequest) -> JsonResponse:
    """A job was finished in the last minutes: 200, otherwise 503."""
    del request
    if queue_is_moving():
        return JsonResponse({"status": "ok"})
    return JsonResponse({"status": "stuck"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
