"""Errors of the API as problem details (RFC 9457): one handler for all of them."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from core.errors import Conflict, MoveRefused, NotAllowed, OpenPoint, Refused

MEDIA_TYPE = "application/problem+json"


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a refusal or a REST framework error as a problem; anything else is left to Django.

    Wrong state 409, guard not met 422 with the open points, not allowed 403, invalid input 400 with a point per field.
    """
    if isinstance(error, Refused):
        return _problem(_status_of(error), error.code, str(error.message), error.points)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        points = _points(error.get_full_details())
        answer = _problem(response.status_code, "invalid", _("Some values are not valid."), points)
    else:
        code = error.get_codes() if isinstance(error, APIException) else HTTPStatus(response.status_code).name.lower()
        answer = _problem(response.status_code, str(code).replace("_", "-"), _detail(response))
    for name in ("WWW-Authenticate", "Retry-After"):
        if name in response:
            answer[name] = response[name]
    return answer


def _status_of(error: Refused) -> int:
    if isinstance(error, NotAllowed):
        return HTTPStatus.FORBIDDEN
    if isinstance(error, Conflict) or (isinstance(error, MoveRefused) and error.code == "wrong-status"):
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY


def _problem(status: int, code: str, detail: str, points: Any = ()) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
    }
    if points:
        body["points"] = [{"code": p.code, "field": p.field, "message": str(p.message)} for p in points]
    return Response(body, status=status, content_type=MEDIA_TYPE)


def _detail(response: Response) -> str:
    return str(response.data.get("detail", "")) if isinstance(response.data, dict) else ""


def _points(details: Any, path: str = "") -> list[OpenPoint]:
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        return [OpenPoint(str(details["code"]), path, details["message"])]
    if isinstance(details, dict):
        return [point for name, inner in details.items() for point in _points(inner, f"{path}.{name}".lstrip("."))]
    return [point for inner in details for point in _points(inner, path)]
