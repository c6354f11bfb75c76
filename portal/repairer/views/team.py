"""The owner's screen: who works for the company; invite and end."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import InviteColleagueForm
from accounts.permissions import can_manage_team
from accounts.requests import signed_in
from accounts.roles import Role
from accounts.selectors import members_of, open_invitations
from accounts.services.invitations import invite_person, resend_invitation, withdraw_invitation
from accounts.services.memberships import end_role
from certification.models import Repairer
from core import clock
from core.errors import Refused
from portal.repairer.company import repairer_screen


def owners_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A screen of the company that employees do not have: they get a 403."""

    @wraps(view)
    def screen(request: HttpRequest, company: Repairer, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_manage_team(signed_in(request), company.organisation):
            raise PermissionDenied
        return view(request, company, *args, **kwargs)

    return repairer_screen(screen)


@owners_only
def team(request: HttpRequest, company: Repairer) -> HttpResponse:
    """Everybody who works here, who is invited, and the form that invites."""
    form = InviteColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invite_person(
                organisation=company.organisation,
                email=form.cleaned_data["email"],
                role=Role(form.cleaned_data["role"]),
                by=signed_in(request),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("repairer:team")
    return render(
        request,
        "repairer/team.html",
        {
            "company": company,
            "form": form,
            "members": members_of(company.organisation),
            "invitations": open_invitations(company.organisation),
            "now": clock.now(),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


@owners_only
@require_POST
def end(request: HttpRequest, company: Repairer, pk: int) -> HttpResponse:
    """End the role of somebody who works here."""
    membership = get_object_or_404(company.organisation.memberships, pk=pk)
    return _act(request, lambda: end_role(membership=membership, by=signed_in(request)), _("The role has ended."))


@owners_only
@require_POST
def resend(request: HttpRequest, company: Repairer, pk: int) -> HttpResponse:
    """Send a new link; the earlier one no longer works."""
    invitation = get_object_or_404(company.organisation.invitations, pk=pk)
    return _act(
        request,
        lambda: resend_invitation(invitation=invitation, by=signed_in(request)),
        _("A new link is on its way; the earlier one no longer works."),
    )


@owners_only
@require_POST
def withdraw(request: HttpRequest, company: Repairer, pk: int) -> HttpResponse:
    """Make the link of an invitation worthless."""
    invitation = get_object_or_404(company.organisation.invitations, pk=pk)
    return _act(
        request,
        lambda: withdraw_invitation(invitation=invitation, by=signed_in(request)),
        _("The invitation was withdrawn."),
    )


def _act(request: HttpRequest, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, done)
    return redirect("repairer:team")
