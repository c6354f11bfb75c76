"""Grant and end roles."""

import structlog
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.errors import RoleRefused
from accounts.models import Membership, Organisation, User
from accounts.permissions import can_grant_role
from accounts.roles import GUARDED_ROLES, ROLES_OF_KIND, OrganisationKind, Role, may_be_held_together
from accounts.services.groups import follow_roles
from core import clock
from core.errors import NotAllowed

log = structlog.get_logger(__name__)

# Without one of these nobody could undo the act: the last one stays.
_LAST_ONE_STAYS = {
    Role.REPAIRER_OWNER: _("This is the only owner of the company: name another owner first."),
    Role.ADMINISTRATOR: _("This is the only administrator: name another administrator first."),
}


def check_role(*, person: User | None, email: str, organisation: Organisation, role: Role, by: User | None) -> None:
    """Refuse a role that this person, or somebody with this address, may not get from `by`; changes nothing.

    `by` None is the product itself (a certificate opens an account). Raises NotAllowed or RoleRefused: `wrong-kind`,
    `granted-to-oneself`, `already-held`, `incompatible`.
    """
    if by is not None and not can_grant_role(by, organisation, role):
        raise NotAllowed("not-allowed", _("You may not give this role."))
    if role not in ROLES_OF_KIND[OrganisationKind(organisation.kind)]:
        raise RoleRefused("wrong-kind", _("This role does not exist in this organisation: choose another one."))
    if by is not None and (email == by.email or person == by):
        refuse_guarded_role_to_oneself(role)
    if person is None:
        return
    if person.memberships.filter(organisation=organisation, role=role, ended_at=None).exists():
        raise RoleRefused("already-held", _("This person has this role already."))
    held = {Role(row) for row in person.memberships.filter(ended_at=None).values_list("role", flat=True)}
    if not may_be_held_together({*held, role}):
        raise RoleRefused(
            "incompatible", _("This person has a role that cannot go with this one: end that role first.")
        )


def refuse_guarded_role_to_oneself(role: Role) -> None:
    """Raise RoleRefused (`granted-to-oneself`) for a role that nobody gives themself, whatever the address."""
    if role in GUARDED_ROLES:
        raise RoleRefused("granted-to-oneself", _("Nobody gives themself this role: ask another administrator."))


@transaction.atomic
def grant_role(*, person: User, organisation: Organisation, role: Role, by: User | None) -> Membership:
    """Give the person one more role. Raises what `check_role` raises, and RoleRefused `inactive`."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        raise RoleRefused("inactive", _("This account is deactivated: activate it first."))
    check_role(person=person, email=person.email, organisation=organisation, role=role, by=by)
    membership = Membership.objects.create(user=person, organisation=organisation, role=role, granted_by=by)
    follow_roles(user=person)
    log.info("role granted", person=person.pk, organisation=organisation.pk, role=role.value, by=by and by.pk)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: User) -> Membership:
    """End a role now; the row stays as history. Ending it twice changes nothing.

    Raises NotAllowed, and RoleRefused `last-one` for the only owner of a repairer and the only administrator.
    """
    # The organisation's row is the lock of its team: two owners who remove each other come one after the other.
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership = Membership.objects.select_for_update().select_related("user").get(pk=membership.pk)
    role = Role(membership.role)
    if not can_grant_role(by, organisation, role):
        raise NotAllowed("not-allowed", _("You may not end this role."))
    if membership.ended_at is not None:
        return membership
    if role in _LAST_ONE_STAYS and not others_with_role(membership).exists():
        raise RoleRefused("last-one", _LAST_ONE_STAYS[role])
    membership.ended_at = clock.now()
    membership.ended_by = by
    membership.save(update_fields=["ended_at", "ended_by"])
    follow_roles(user=membership.user)
    log.info("role ended", person=membership.user_id, organisation=organisation.pk, role=role.value, by=by.pk)
    return membership


def others_with_role(membership: Membership) -> models.QuerySet[Membership]:
    """Present memberships of other active people with the same role in the same organisation."""
    return Membership.objects.filter(
        organisation_id=membership.organisation_id, role=membership.role, ended_at=None, user__is_active=True
    ).exclude(user_id=membership.user_id)
