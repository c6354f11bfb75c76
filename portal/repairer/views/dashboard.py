"""The first screen: what to do, money on its way, what was paid lately, news."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from certification.models import Repairer
from certification.selectors import families_certified_for
from claims.models import Claim
from claims.selectors import money_on_its_way
from claims.selectors.lists import Amount, MoneyOnItsWay
from claims.states import Status
from content.selectors import latest_news
from core import clock
from core.templatetags.money import day
from payments.models import BankAccount, CreditTransfer
from payments.permissions import is_owner_of
from payments.selectors import bank_accounts_of, transfers_of
from portal.repairer.claim_lines import TO_DO, claim_lines, statuses_in
from portal.repairer.company import own_claims, person_of, repairer_screen

_TO_DO_SHOWN = 6
_PAID_SHOWN = 3
_NEWS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something of the company that keeps claims or payments from working, and the way out."""

    title: str | Promise
    text: str | Promise
    url: str
    link: str | Promise
    kind: str = "wait"


@require_GET
@repairer_screen
def dashboard(request: HttpRequest, company: Repairer) -> HttpResponse:
    """What the company's people want to know first."""
    person = person_of(request)
    claims = own_claims(person).filter(repairer=company)
    to_do = list(claims.filter(status__in=statuses_in(TO_DO)).order_by("status", "-changed_at")[: _TO_DO_SHOWN + 1])
    transfers = list(transfers_of(company)[: _PAID_SHOWN + 3])
    context: dict[str, Any] = {
        "company": company,
        "to_do": claim_lines(to_do[:_TO_DO_SHOWN]),
        "has_more_to_do": len(to_do) > _TO_DO_SHOWN,
        "to_do_tab": TO_DO,
        "tiles": _tiles(
            money_on_its_way(company), due_on=_first_due_day(claims), planned_on=_first_planned_day(transfers)
        ),
        "paid": [transfer for transfer in transfers if transfer.batch.paid_on][:_PAID_SHOWN],
        "obstacles": _obstacles(company, is_owner=is_owner_of(person, company)),
        "news": latest_news(get_language() or "fr", _NEWS_SHOWN),
    }
    return render(request, "repairer/dashboard.html", context)


def _tiles(money: MoneyOnItsWay, *, due_on: date | None, planned_on: date | None) -> list[dict[str, Any]]:
    """Money on its way, state by state: the day by which the approved is due, the day planned for what is under way."""
    expected = _("Payment by %(day)s") % {"day": day(due_on)} if due_on else _("No payment is due now")
    planned = _("Next payment on %(day)s") % {"day": day(planned_on)} if planned_on else _claims(money.in_payment)
    return [
        {"label": _("Being checked"), "amount": money.being_checked.total, "note": _claims(money.being_checked)},
        {"label": _("Approved, payment being prepared"), "amount": money.approved.total, "note": expected},
        {"label": _("Payment under way"), "amount": money.in_payment.total, "note": planned},
    ]


def _claims(amount: Amount) -> str:
    return ngettext("%(count)s claim", "%(count)s claims", amount.count) % {"count": amount.count}


def _first_due_day(claims: QuerySet[Claim]) -> date | None:
    """The first day by which an approved claim has to be paid."""
    due: date | None = claims.filter(status=Status.APPROVED).aggregate(first=Min("payment_due_on"))["first"]
    return due


def _first_planned_day(transfers: list[CreditTransfer]) -> date | None:
    """The day of the next transfer that is under way."""
    return min((transfer.batch.execution_on for transfer in transfers if transfer.batch.paid_on is None), default=None)


def _obstacles(company: Repairer, *, is_owner: bool) -> list[Obstacle]:
    found: list[Obstacle] = []
    if not families_certified_for(company, clock.today()).exists():
        found.append(
            Obstacle(
                _("No certificate is valid today"),
                _(
                    "Claims need a valid certificate of the workshop on the day of the repair. Ask your certifier to "
                    "send it to us, or to renew it."
                ),
                reverse("repairer:company"),
                _("See your certificates"),
            )
        )
    accounts = [row for row in bank_accounts_of(company) if row.ended_at is None]
    account = next((row for row in accounts if row.status == BankAccount.Status.CONFIRMED), None)
    account = account or next(iter(accounts), None)
    if account is None:
        found.append(_no_account(is_owner=is_owner))
    elif account.status == BankAccount.Status.PENDING:
        found.append(
            Obstacle(
                _("Your bank account is waiting to be confirmed"),
                _(
                    "We will call you on the number we have on file. You can send claims in the meantime: we will "
                    "pay them once the account is confirmed."
                ),
                reverse("repairer:bank-account"),
                _("See the bank account"),
                kind="info",
            )
        )
    return found


def _no_account(*, is_owner: bool) -> Obstacle:
    if is_owner:
        return Obstacle(
            _("There is no bank account yet"),
            _("You can already send claims, but we cannot pay them. Add the company’s account."),
            reverse("repairer:bank-account-add"),
            _("Add a bank account"),
        )
    return Obstacle(
        _("There is no bank account yet"),
        _("You can already send claims, but we cannot pay them: ask an owner of the company to add the account."),
        reverse("repairer:bank-account"),
        _("See the bank account"),
    )
