"""Who may decide about people."""

from accounts.models import Organisation, User
from accounts.roles import REPAIRER_ROLES, OrganisationKind, Role


def can_manage_people(user: User) -> bool:
    """Administrators see everybody, invite to every organisation, grant and end roles, deactivate."""
    return user.has_role(Role.ADMINISTRATOR)


def can_manage_team(user: User, organisation: Organisation) -> bool:
    """An owner of a repairer decides who works for that repairer."""
    return (
        user.is_active
        and organisation.kind == OrganisationKind.REPAIRER
        and user.memberships.filter(organisation=organisation, role=Role.REPAIRER_OWNER, ended_at=None).exists()
    )


def can_grant_role(user: User, organisation: Organisation, role: Role) -> bool:
    """Administrators everywhere; owners of a repairer for the roles of their own company."""
    return can_manage_people(user) or (role in REPAIRER_ROLES and can_manage_team(user, organisation))


def may_know_account(user: User | None, person: User, organisation: Organisation) -> bool:
    """Whether `user` may learn that the person has an account; None is the product itself.

    An owner who invites an address learns nothing of people outside the own company; what stands against the role is
    then told to the person who accepts.
    """
    return (
        user is None
        or can_manage_people(user)
        or person.memberships.filter(organisation=organisation, ended_at=None).exists()
    )
