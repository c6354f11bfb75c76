"""The moves of a batch, each a button of its page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.reauthentication import require_fresh_login
from accounts.requests import signed_in
from accounts.roles import Role
from core.errors import MoveRefused, NotAllowed, Refused
from payments.models import Batch
from payments.services.batches import (
    approve_batch,
    cancel_batch,
    drop_transfers,
    export_batch,
    reschedule_batch,
    revoke_batch,
    send_back_batch,
    settle_batch,
    submit_batch,
    withdraw_transfers,
)
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.forms.payments import ExecutionDayForm, PaidDayForm, SendBackForm
from portal.backoffice.views.batches import batch_of, batch_page

_SERVICES: dict[str, Callable[..., Batch]] = {
    "submit": submit_batch,
    "reschedule": reschedule_batch,
    "drop": drop_transfers,
    "send_back": send_back_batch,
    "withdraw": withdraw_transfers,
    "revoke": revoke_batch,
    "export": export_batch,
    "settle": settle_batch,
    "cancel": cancel_batch,
}
# Moves that need something typed: the form, and under which name the page shows it again.
_FORMS: dict[str, tuple[type[forms.Form], str]] = {
    "reschedule": (ExecutionDayForm, "day_form"),
    "settle": (PaidDayForm, "paid_form"),
    "send_back": (SendBackForm, "send_back_form"),
}
_DONE: dict[str, Promise] = {
    "submit": _("%(batch)s waits for an approver now."),
    "reschedule": _("The execution day of %(batch)s is changed."),
    "drop": _("The transfers were taken out; their claims wait for the next batch."),
    "send_back": _("%(batch)s is with its maker again."),
    "approve": _("%(batch)s is approved. Make its file now."),
    "withdraw": _("The transfers were taken out; their claims wait for the next batch."),
    "revoke": _("The approval is revoked, and the claims are free for the next batch."),
    "export": _("The payment file passed every check."),
    "settle": _("%(batch)s is marked as paid. The repairers are told."),
    "cancel": _("%(batch)s is cancelled, and its claims are free for the next batch."),
}


@staff_screen(*access.FINANCE)
@require_POST
def move(request: HttpRequest, public_id: UUID, move: str) -> HttpResponse:
    """Make the move; approval has an address of its own."""
    service = _SERVICES.get(move)
    if service is None:
        raise Http404
    kept: dict[str, Any] = {}
    given: dict[str, Any] = {}
    if move in _FORMS:
        form_class, name = _FORMS[move]
        form = form_class(request.POST)
        kept[name] = form
        if not form.is_valid():
            person = signed_in(request)
            batch = batch_of(person, public_id)
            return batch_page(request, batch, person, status=HTTPStatus.UNPROCESSABLE_ENTITY, bound_form=form, **kept)
        given = form.cleaned_data
    return _perform(request, public_id, move, service, given, kept)


@staff_screen(Role.FINANCE_APPROVER)
@require_POST
@require_fresh_login
def approve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Approve exactly what the page showed: the digest that it carried is compared with the batch as it is."""
    given = {"digest": request.POST.get("digest", "")}
    return _perform(request, public_id, "approve", approve_batch, given, {})


def _perform(
    request: HttpRequest,
    public_id: UUID,
    move: str,
    service: Callable[..., Batch],
    given: dict[str, Any],
    kept: dict[str, Any],
) -> HttpResponse:
    person = signed_in(request)
    batch = batch_of(person, public_id)
    try:
        service(batch=batch, by=person, **given)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except Refused as refusal:
        is_conflict = isinstance(refusal, MoveRefused) and refusal.code in ("wrong-status", "digest-seen")
        status = HTTPStatus.CONFLICT if is_conflict else HTTPStatus.UNPROCESSABLE_ENTITY
        return batch_page(
            request,
            batch_of(person, public_id),
            person,
            status=status,
            refusal=str(refusal),
            refusal_points=[{"text": str(point.message)} for point in refusal.points] or [{"text": str(refusal)}],
            **kept,
        )
    messages.success(request, str(_DONE[move] % {"batch": batch}))
    return redirect("backoffice:batch-detail", public_id=batch.public_id)
