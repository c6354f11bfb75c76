"""Bank accounts of repairers: confirmed by finance after a call back, or refused with a reason."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from accounts.reauthentication import require_fresh_login
from accounts.requests import signed_in
from core.errors import NotAllowed, Refused
from payments.labels import account_act_label
from payments.models import BankAccount
from payments.permissions import can_confirm_bank_account
from payments.selectors import bank_accounts_of, bank_accounts_waiting, repairers_sharing_iban
from payments.services.bank_accounts import confirm_bank_account, refuse_bank_account, reveal_iban
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.forms.payments import ConfirmAccountForm, RefuseAccountForm
from portal.backoffice.paging import PER_PAGE, CappedPaginator
from portal.backoffice.payments.holder_names import names_agree

_MOST_SHARING = 20
_KINDS = {
    BankAccount.Status.PENDING: "wait",
    BankAccount.Status.CONFIRMED: "good",
    BankAccount.Status.REFUSED: "bad",
    BankAccount.Status.REPLACED: "calm",
}


@staff_screen(*access.FINANCE)
@require_GET
def bank_account_list(request: HttpRequest) -> HttpResponse:
    """The accounts that wait, the oldest first."""
    page = CappedPaginator(bank_accounts_waiting(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {"account": account, "names_agree": names_agree(account.holder_name, account.repairer)}
        for account in page.object_list
    ]
    return render(request, "backoffice/bank_account_list.html", {"page": page, "rows": rows})


@staff_screen(*access.FINANCE)
@require_GET
def bank_account(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One account beside what is known of its repairer."""
    return _page(request, _account(public_id), signed_in(request))


@staff_screen(*access.FINANCE)
@require_POST
@require_fresh_login
def reveal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The page with the IBAN in plain: once, on this answer; who saw it is recorded."""
    person = signed_in(request)
    account = _account(public_id)
    try:
        iban = reveal_iban(account=account, by=person)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    return _page(request, account, person, iban=" ".join(iban[start : start + 4] for start in range(0, len(iban), 4)))


@staff_screen(*access.FINANCE)
@require_POST
@require_fresh_login
def confirm(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The account may be paid to, once its cool-off is over."""
    account = _account(public_id)
    form = ConfirmAccountForm(request.POST, is_iban_shared=repairers_sharing_iban(account).exists())
    return _decide(
        request,
        account,
        form,
        "confirm_form",
        lambda person: confirm_bank_account(account=account, by=person, **form.cleaned_data),
        _("The account is confirmed. It is used once the time for safety is over."),
    )


@staff_screen(*access.FINANCE)
@require_POST
@require_fresh_login
def refuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The account is not used, and the repairer reads why."""
    account = _account(public_id)
    form = RefuseAccountForm(request.POST)
    return _decide(
        request,
        account,
        form,
        "refuse_form",
        lambda person: refuse_bank_account(account=account, by=person, **form.cleaned_data),
        _("The account is not used. The repairer is told why."),
    )


def _account(public_id: UUID) -> BankAccount:
    accounts = BankAccount.objects.select_related("repairer__organisation", "added_by", "confirmed_by")
    return get_object_or_404(accounts, public_id=public_id)


def _decide(
    request: HttpRequest,
    account: BankAccount,
    form: forms.Form,
    name: str,
    act: Callable[[User], BankAccount],
    done: str,
) -> HttpResponse:
    person = signed_in(request)
    if form.is_valid():
        try:
            act(person)
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("backoffice:bank-accounts")
    fresh = _account(account.public_id)
    return _page(request, fresh, person, status=HTTPStatus.UNPROCESSABLE_ENTITY, bound_form=form, **{name: form})


def _page(
    request: HttpRequest, account: BankAccount, person: User, *, status: int = HTTPStatus.OK, **extra: Any
) -> HttpResponse:
    history = [
        {"text": account_act_label(event.act), "at": event.at, "who": event.by.get_full_name(), "note": event.note}
        for event in account.events.select_related("by")
    ]
    sharing = list(repairers_sharing_iban(account)[:_MOST_SHARING])
    context = {
        "account": account,
        "kind": _KINDS[BankAccount.Status(account.status)],
        "names_agree": names_agree(account.holder_name, account.repairer),
        "sharing": sharing,
        "others": bank_accounts_of(account.repairer).exclude(pk=account.pk)[:10],
        "may_confirm": can_confirm_bank_account(person, account),
        "is_waiting": account.status == BankAccount.Status.PENDING,
        "is_live": account.ended_at is None,
        "history": history,
        "confirm_form": ConfirmAccountForm(is_iban_shared=bool(sharing)),
        "refuse_form": RefuseAccountForm(),
        "has_errors": status >= HTTPStatus.BAD_REQUEST,
        **extra,
    }
    return render(request, "backoffice/bank_account.html", context, status=status)
