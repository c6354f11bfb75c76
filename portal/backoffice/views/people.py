"""Administrators' screens: who has an account, with which roles; invite, grant, end, deactivate."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms import InviteForm, PeopleFilterForm, RoleForm
from accounts.models import Invitation, Membership, User
from accounts.permissions import can_manage_people
from accounts.requests import signed_in
from accounts.roles import Role
from accounts.selectors import has_second_factor, needs_second_factor, open_invitations, people
from accounts.services.invitations import invite_person, resend_invitation, withdraw_invitation
from accounts.services.memberships import end_role, grant_role
from accounts.services.people import activate_person, deactivate_person
from core import clock
from core.errors import Refused

_ON_A_PAGE = 25

View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    """A screen about people: anonymous visitors sign in first, others get a 403."""

    @wraps(view)
    def screen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_manage_people(signed_in(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(screen)


@administrators_only
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody, by name, address, organisation or role; and the invitations that nobody has accepted yet."""
    form = PeopleFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {"search": "", "role": ""}
    found = people(search=wanted["search"].strip(), role=Role(wanted["role"]) if wanted["role"] else None)
    return render(
        request,
        "backoffice/people.html",
        {
            "filters": form,
            "page": Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page")),
            "invitations": open_invitations()[:_ON_A_PAGE],
            "now": clock.now(),
        },
    )


@administrators_only
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles now and before, second factor, last sign-in."""
    return _person_page(request, get_object_or_404(User, pk=pk), RoleForm())


@administrators_only
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one more role."""
    person = get_object_or_404(User, pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            grant_role(person=person, by=signed_in(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The role was given."))
            return redirect("backoffice:person", pk=pk)
    return _person_page(request, person, form)


@administrators_only
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role."""
    membership = get_object_or_404(Membership, pk=pk)
    return _act(
        request,
        lambda: end_role(membership=membership, by=signed_in(request)),
        _("The role has ended."),
        redirect("backoffice:person", pk=membership.user_id),
    )


@administrators_only
@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account."""
    person = get_object_or_404(User, pk=pk)
    return _act(
        request,
        lambda: deactivate_person(person=person, by=signed_in(request)),
        _("The account is closed, and its sessions have ended."),
        redirect("backoffice:person", pk=pk),
    )


@administrators_only
@require_POST
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    person = get_object_or_404(User, pk=pk)
    return _act(
        request,
        lambda: activate_person(person=person, by=signed_in(request)),
        _("The account is open again."),
        redirect("backoffice:person", pk=pk),
    )


@administrators_only
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody to any organisation."""
    form = InviteForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            invite_person(by=signed_in(request), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("backoffice:people")
    return render(request, "backoffice/person_invite.html", {"form": form}, status=_status(form))


@administrators_only
@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new link; the earlier one no longer works."""
    invitation = get_object_or_404(Invitation, pk=pk)
    return _act(
        request,
        lambda: resend_invitation(invitation=invitation, by=signed_in(request)),
        _("A new link is on its way; the earlier one no longer works."),
        redirect("backoffice:people"),
    )


@administrators_only
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link of an invitation worthless."""
    invitation = get_object_or_404(Invitation, pk=pk)
    return _act(
        request,
        lambda: withdraw_invitation(invitation=invitation, by=signed_in(request)),
        _("The invitation was withdrawn."),
        redirect("backoffice:people"),
    )


def _person_page(request: HttpRequest, person: User, form: RoleForm) -> HttpResponse:
    memberships = person.memberships.select_related("organisation", "granted_by", "ended_by")
    return render(
        request,
        "backoffice/person.html",
        {
            "person": person,
            "form": form,
            "present": memberships.filter(ended_at=None).order_by("pk"),
            "past": memberships.exclude(ended_at=None).order_by("-ended_at"),
            "has_second_factor": has_second_factor(person),
            "needs_second_factor": needs_second_factor(person),
        },
        status=_status(form),
    )


def _act(request: HttpRequest, act: Callable[[], Any], done: str, onwards: HttpResponse) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, done)
    return onwards


def _status(form: RoleForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
