"""The company that a person works for, and the door to its screens."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.models import User
from certification.models import Repairer
from certification.selectors import repairers_of
from claims.models import Claim
from claims.selectors import claims_visible_to

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
_CHOICE = "repairer_company"


def person_of(request: HttpRequest) -> User:
    """The signed-in person of a screen behind `repairer_screen`."""
    return cast(User, request.user)


def company_of(request: HttpRequest) -> Repairer | None:
    """The company that the person works for; for several, the one chosen last, else the first by name."""
    companies = list(repairers_of(person_of(request)).order_by("legal_name", "pk"))
    chosen = request.session.get(_CHOICE)
    return next((company for company in companies if company.pk == chosen), companies[0] if companies else None)


def choose_company(request: HttpRequest, company: Repairer) -> None:
    """Show this company from now on, in this session."""
    request.session[_CHOICE] = company.pk


def repairer_screen(
    view: Callable[Concatenate[HttpRequest, Repairer, P], R],
) -> Callable[Concatenate[HttpRequest, P], R]:
    """A screen for people who work for a repairer: the view gets the company after the request; others get a 403."""

    @wraps(view)
    def screen(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        company = company_of(request)
        if company is None:
            raise PermissionDenied
        return view(request, company, *args, **kwargs)

    guarded = login_required(cast(Callable[..., HttpResponse], screen))
    return cast("Callable[Concatenate[HttpRequest, P], R]", guarded)


def own_claims(user: User) -> QuerySet[Claim]:
    """The claims of the companies that the person works for, and no others whatever else the person may be."""
    return claims_visible_to(user).filter(repairer__in=repairers_of(user))


def own_claim(user: User, public_id: UUID) -> Claim:
    """One claim of the person's companies; Http404 for anything else."""
    claims = own_claims(user).select_related(
        "repairer", "product__family", "brand__responsible", "fault", "workshop", "drop_off_place", "customer"
    )
    return get_object_or_404(claims, public_id=public_id)
