"""Where the company is paid: the account in use, the one that waits, a new one by an owner who has just signed in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.reauthentication import require_fresh_login
from certification.models import Repairer
from content.selectors import scheme_settings
from core import clock
from core.errors import Refused
from payments.models import BankAccount
from payments.permissions import can_add_bank_account
from payments.selectors import bank_accounts_of
from payments.services.bank_accounts import add_bank_account
from portal.repairer.company import person_of, repairer_screen
from portal.repairer.forms.bank_account import BankAccountForm

# Refusals of the holder's name stand at that field, all others at the IBAN.
_OF_HOLDER = frozenset({"holder-missing", "holder-too-long"})


@require_GET
@repairer_screen
def bank_account(request: HttpRequest, company: Repairer) -> HttpResponse:
    """The company's accounts by their last four characters, and what happens next with each."""
    accounts = list(bank_accounts_of(company))
    confirmed = next((account for account in accounts if account.status == BankAccount.Status.CONFIRMED), None)
    context = {
        "company": company,
        "confirmed": confirmed,
        "is_cooling_off": bool(confirmed and confirmed.usable_from and confirmed.usable_from > clock.now()),
        "pending": next((account for account in accounts if account.status == BankAccount.Status.PENDING), None),
        "earlier": [account for account in accounts if account.ended_at is not None],
        "may_add": can_add_bank_account(person_of(request), company),
        "cool_off_hours": scheme_settings().bank_account_cool_off_hours,
    }
    return render(request, "repairer/bank_account.html", context)


@require_http_methods(["GET", "POST"])
@require_fresh_login
@repairer_screen
def add(request: HttpRequest, company: Repairer) -> HttpResponse:
    """A new account, or another one in place of the present: for owners, right after they proved who they are."""
    person = person_of(request)
    if not can_add_bank_account(person, company):
        raise PermissionDenied
    form = BankAccountForm(request.POST or None, initial={"holder_name": company.legal_name})
    if request.method == "POST" and form.is_valid():
        try:
            add_bank_account(
                repairer=company,
                iban=form.cleaned_data["iban"],
                holder_name=form.cleaned_data["holder_name"],
                by=person,
            )
        except Refused as refused:
            form.add_error("holder_name" if refused.code in _OF_HOLDER else "iban", str(refused))
        else:
            messages.success(
                request,
                _(
                    "The account was added. We will call you on the number we have on file to confirm it before we "
                    "use it."
                ),
            )
            return redirect("repairer:bank-account")
    context = {"company": company, "form": form, "cool_off_hours": scheme_settings().bank_account_cool_off_hours}
    return render(request, "repairer/bank_account_add.html", context, status=422 if form.errors else 200)
