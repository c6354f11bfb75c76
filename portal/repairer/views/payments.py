"""What was paid: transfers, and the claims that each of them paid."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from certification.models import Repairer
from claims.selectors import money_on_its_way
from core import clock
from payments.selectors import bank_accounts_of, transfers_of
from portal.repairer.company import repairer_screen

_PER_PAGE = 25


@require_GET
@repairer_screen
def payments(request: HttpRequest, company: Repairer) -> HttpResponse:
    """The company's transfers, the newest first, and what is on its way."""
    page = Paginator(transfers_of(company), _PER_PAGE).get_page(request.GET.get("page"))
    live = [account for account in bank_accounts_of(company) if account.ended_at is None]
    context = {
        "company": company,
        "page": page,
        "on_its_way": money_on_its_way(company),
        "has_account": bool(live),
        "is_account_in_use": any(account.usable_from and account.usable_from <= clock.now() for account in live),
    }
    return render(request, "repairer/payments.html", context)


@require_GET
@repairer_screen
def transfer(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """One transfer: when, how much, to which account, for which claims."""
    found = get_object_or_404(transfers_of(company), public_id=public_id)
    lines = found.lines.select_related("claim__product", "claim__brand").order_by("claim__reference")
    return render(request, "repairer/transfer.html", {"transfer": found, "lines": lines})
