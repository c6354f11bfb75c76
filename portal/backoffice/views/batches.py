"""Payment batches: what can be paid, what cannot and why, each batch with all that is in it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.requests import signed_in
from accounts.roles import Role
from core import clock, money
from core.errors import Refused
from payments.models import Batch
from payments.permissions import can_make_batch
from payments.selectors import batches_visible_to, blocked_claims, payable_claims
from payments.services.batches import make_batch
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.forms.payments import ExecutionDayForm, PaidDayForm, SendBackForm
from portal.backoffice.paging import PER_PAGE, CappedPaginator
from portal.backoffice.payments.batch_panels import batch_panels, blocked_rows
from portal.backoffice.tables.batches import BatchTable


@staff_screen(*access.MONEY_VIEWERS)
@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    """What can be paid now, what is blocked, and every batch."""
    return _list_page(request, signed_in(request), ExecutionDayForm())


@staff_screen(Role.FINANCE_MAKER)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Put what can be paid into a new batch."""
    person = signed_in(request)
    form = ExecutionDayForm(request.POST)
    if form.is_valid():
        try:
            batch = make_batch(execution_on=form.cleaned_data["execution_on"], by=person)
        except Refused as refusal:
            form.add_error("execution_on" if refusal.code == "execution-day" else None, str(refusal))
        else:
            messages.success(request, _("Batch %(batch)s is prepared. Check it, then submit it.") % {"batch": batch})
            return redirect("backoffice:batch-detail", public_id=batch.public_id)
    return _list_page(request, person, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@staff_screen(*access.MONEY_VIEWERS)
@require_GET
def batch_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Totals first, then what is unlike last time, then every line."""
    person = signed_in(request)
    return batch_page(request, batch_of(person, public_id), person)


def batch_of(person: User, public_id: UUID) -> Batch:
    """The batch with its figures; Http404 for anything else."""
    batch: Batch = get_object_or_404(batches_visible_to(person), public_id=public_id)
    return batch


def batch_page(
    request: HttpRequest, batch: Batch, person: User, *, status: int = HTTPStatus.OK, **extra: Any
) -> HttpResponse:
    """The page of the batch; `extra` holds a refusal with its points, and forms with what was typed."""
    context = {
        **batch_panels(batch, person, request.GET.get("page")),
        "day_form": ExecutionDayForm(initial={"execution_on": batch.execution_on}),
        "paid_form": PaidDayForm(initial={"paid_on": min(batch.execution_on, clock.today())}),
        "send_back_form": SendBackForm(),
        **extra,
    }
    context["has_errors"] = status >= HTTPStatus.BAD_REQUEST
    return render(request, "backoffice/batch_detail.html", context, status=status)


def _list_page(
    request: HttpRequest, person: User, form: ExecutionDayForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    sums = (
        payable_claims()
        .order_by()
        .aggregate(count=Count("pk"), total=Sum("bonus"), repairers=Count("repairer", distinct=True))
    )
    blocked = blocked_rows(blocked_claims())
    page = CappedPaginator(batches_visible_to(person), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "payable": {**sums, "total": money.euros(sums["total"] or 0)},
        "blocked": blocked,
        "blocked_total": money.total_of(row["total"] for row in blocked),
        "blocked_count": sum(row["count"] for row in blocked),
        "may_make": can_make_batch(person),
        "may_confirm_accounts": person.has_role(*access.FINANCE),
        "page": page,
        "table": BatchTable(page.object_list),
    }
    return render(request, "backoffice/batch_list.html", context, status=status)
