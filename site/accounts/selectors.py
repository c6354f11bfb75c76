"""What people may see of people and organisations."""

from django.db.models import QuerySet

from accounts.models import Membership, Organisation, User
from accounts.roles import REPAIRER_ROLES, STAFF_ROLES, OrganisationKind, Role


def organisations_of(user: User, kind: OrganisationKind) -> QuerySet[Organisation]:
    """The organisations of that kind which the person works for now."""
    return Organisation.objects.filter(kind=kind, memberships__user=user, memberships__ended_at=None).distinct()


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """The people who work for the organisation now."""
    return organisation.memberships.filter(ended_at=None).select_related("user").order_by("user__email", "role")


def is_repairer(user: User) -> bool:
    """True for a person who works for a repairer."""
    return user.has_role(*REPAIRER_ROLES)


def is_staff_member(user: User) -> bool:
    """True for a person with a role at the operator or at a certifier."""
    return user.has_role(*STAFF_ROLES)


def people_with_role(*roles: Role) -> QuerySet[User]:
    """Active people who have one of the roles now."""
    return User.objects.filter(is_active=True, memberships__role__in=roles, memberships__ended_at=None).distinct()
