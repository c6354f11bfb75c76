"""Who may open which screen of the back office, and who asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from accounts.models import User
from accounts.requests import signed_in
from accounts.roles import ROLES_OF_KIND, OrganisationKind, Role

Screen = Callable[..., HttpResponseBase]

OPERATOR_ROLES = tuple(sorted(ROLES_OF_KIND[OrganisationKind.OPERATOR]))
REVIEWERS = (Role.CONTROL_OFFICER, Role.FRAUD_ANALYST)
OFFICERS = (Role.CONTROL_OFFICER,)
# Who may read a sent claim with all that it holds, and who reads the approved ones for their money alone.
CLAIM_READERS = (Role.CONTROL_OFFICER, Role.FRAUD_ANALYST, Role.ADMINISTRATOR)
FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_APPROVER)
CLAIM_VIEWERS = (*CLAIM_READERS, *FINANCE)
MONEY_VIEWERS = (*FINANCE, Role.ADMINISTRATOR)
ADMINISTRATORS = (Role.ADMINISTRATOR,)


def staff_screen(*roles: Role) -> Callable[[Screen], Screen]:
    """A screen for people with one of the roles: anonymous visitors sign in first, everybody else gets a 403."""

    def decorate(view: Screen) -> Screen:
        @wraps(view)
        def screen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not signed_in(request).has_role(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return cast(Screen, login_required(cast(Callable[..., HttpResponse], screen)))

    return decorate


def sees_whole_claims(user: User) -> bool:
    """True for who may see the invoice, the findings and the customer; finance sees the money only."""
    return user.has_role(*CLAIM_READERS)
