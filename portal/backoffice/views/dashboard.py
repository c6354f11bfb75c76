"""The first page of the back office: what waits for this person, and nothing that is not theirs to do."""

from datetime import datetime, time
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import make_aware
from django.views.decorators.http import require_GET

from accounts.models import User
from accounts.requests import signed_in
from accounts.roles import Role
from claims.labels import Audience, status_label
from claims.models import Decision
from claims.selectors import claims_visible_to
from claims.states import Status
from core import clock, money
from payments.labels import cause_label
from payments.selectors import bank_accounts_waiting, batches_visible_to, blocked_claims, payable_claims
from payments.states import BatchStatus
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.labels import finding_name
from portal.backoffice.mailbox import mails_are_kept_here
from portal.backoffice.review.queue_rows import findings_in_queue, own_locks, queue_figures

# Batches in which something is still to be done.
_LIVE_BATCHES = (BatchStatus.DRAFT, BatchStatus.SUBMITTED, BatchStatus.APPROVED, BatchStatus.EXPORTED)


@staff_screen(*access.OPERATOR_ROLES)
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """One section for each role that the person has."""
    person = signed_in(request)
    sections: dict[str, Any] = {}
    if person.has_role(*access.REVIEWERS):
        sections["review"] = _review(person)
    if person.has_role(*access.FINANCE):
        sections["payments"] = _payments(person)
    if person.has_role(*access.ADMINISTRATORS):
        sections["administration"] = _administration(person)
    if person.has_role(Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR):
        sections["writes_content"] = True
    return render(request, "backoffice/dashboard.html", sections)


def _review(person: User) -> dict[str, Any]:
    today = clock.today()
    is_officer = person.has_role(*access.OFFICERS)
    section: dict[str, Any] = {
        "is_officer": is_officer,
        "figures": queue_figures(person, today),
        "findings": [
            {"name": finding_name(code), "count": count, "url": f"{reverse('backoffice:claim-queue')}?finding={code}"}
            for code, count in findings_in_queue(person)
        ],
    }
    if is_officer:
        midnight = make_aware(datetime.combine(today, time.min))
        section["locks"] = list(own_locks(person))
        section["decisions_today"] = Decision.objects.filter(made_by=person, made_at__gte=midnight).count()
    return section


def _payments(person: User) -> dict[str, Any]:
    payable = _amount(payable_claims())
    blocked = blocked_claims()
    by_cause: dict[str, dict[str, Any]] = {}
    for group in blocked:
        cause = by_cause.setdefault(group.cause, {"label": cause_label(group.cause), "count": 0, "total": money.ZERO})
        cause["count"] += len(group.claims)
        cause["total"] += money.total_of(claim.bonus or money.ZERO for claim in group.claims)
    batches = batches_visible_to(person).filter(status__in=_LIVE_BATCHES).order_by("pk")
    return {
        "payable": payable,
        "blocked": list(by_cause.values()),
        "blocked_total": money.total_of(cause["total"] for cause in by_cause.values()),
        "batches": batches[:10],
        "accounts_waiting": bank_accounts_waiting().count(),
        "is_maker": person.has_role(Role.FINANCE_MAKER),
        "is_approver": person.has_role(Role.FINANCE_APPROVER),
    }


def _administration(person: User) -> dict[str, Any]:
    counts = dict(
        claims_visible_to(person).order_by().values("status").annotate(count=Count("pk")).values_list("status", "count")
    )
    return {
        "states": [
            {
                "label": status_label(status, Audience.OFFICER),
                "status": status.value,
                "count": counts.get(status.value, 0),
                "url": f"{reverse('backoffice:claim-search')}?status={status.value}",
            }
            for status in Status
            if status not in (Status.DRAFT, Status.CANCELLED)
        ],
        "has_mails": mails_are_kept_here(),
    }


def _amount(claims: QuerySet[Any]) -> dict[str, Any]:
    sums = claims.order_by().aggregate(count=Count("pk"), total=Sum("bonus"))
    return {"count": sums["count"], "total": money.euros(sums["total"] or 0)}
