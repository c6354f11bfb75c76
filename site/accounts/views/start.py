"""Where people land after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.models import User
from accounts.requests import signed_in
from accounts.roles import ROLES_OF_KIND, OrganisationKind, Role
from accounts.selectors import is_repairer

_WRITERS = frozenset({Role.EDITOR, Role.PUBLISHER})


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """On to the person's own part: back office, CMS for who only writes, repairer area, else the profile."""
    return redirect(own_part(signed_in(request)))


def own_part(user: User) -> str:
    """The name of the address where this person's work begins."""
    at_operator = user.roles & ROLES_OF_KIND[OrganisationKind.OPERATOR]
    if at_operator and at_operator <= _WRITERS:
        return "wagtailadmin_home"
    if at_operator:
        return "backoffice:dashboard"
    if is_repairer(user):
        return "repairer:dashboard"
    return "profile"
