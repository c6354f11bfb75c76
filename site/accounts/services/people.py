"""Change, deactivate and activate people."""

import structlog
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.errors import RoleRefused
from accounts.models import Membership, Organisation, User
from accounts.permissions import can_manage_people
from accounts.roles import Role
from accounts.services.groups import follow_roles
from accounts.services.memberships import others_with_role
from accounts.services.sessions import end_sessions
from core.errors import NotAllowed

log = structlog.get_logger(__name__)


@transaction.atomic
def change_profile(*, person: User, name: str, language: str) -> User:
    """A person's own name and the language of their screens and mails."""
    person = User.objects.select_for_update().get(pk=person.pk)
    person.name = name.strip()
    person.language = language
    person.save(update_fields=["name", "language"])
    return person


@transaction.atomic
def deactivate_person(*, person: User, by: User) -> User:
    """Close the account now: no login any more, all sessions end. Roles stay as they are, for the history.

    An administrator may do this to the only owner of a repairer, because it is what stops a fraud. Raises NotAllowed,
    and RoleRefused `oneself` or `last-one` (the only administrator).
    """
    if not can_manage_people(by):
        raise NotAllowed("not-allowed", _("You may not deactivate accounts."))
    if person.pk == by.pk:
        raise RoleRefused("oneself", _("Nobody deactivates their own account: ask another administrator."))
    administration = Membership.objects.filter(user=person, role=Role.ADMINISTRATOR, ended_at=None).first()
    if administration is not None:
        # The same lock as for ending a role: two administrators who deactivate each other come one after the other.
        Organisation.objects.select_for_update().get(pk=administration.organisation_id)
        if not User.objects.get(pk=by.pk).is_active or not others_with_role(administration).exists():
            raise RoleRefused("last-one", _("This is the only administrator: name another administrator first."))
    person = User.objects.select_for_update().get(pk=person.pk)
    person.is_active = False
    person.save(update_fields=["is_active"])
    follow_roles(user=person)
    end_sessions(person=person)
    log.info("person deactivated", person=person.pk, by=by.pk)
    return person


@transaction.atomic
def activate_person(*, person: User, by: User) -> User:
    """Open a deactivated account again, with the roles it had. Raises NotAllowed."""
    if not can_manage_people(by):
        raise NotAllowed("not-allowed", _("You may not activate accounts."))
    person = User.objects.select_for_update().get(pk=person.pk)
    person.is_active = True
    person.save(update_fields=["is_active"])
    follow_roles(user=person)
    log.info("person activated", person=person.pk, by=by.pk)
    return person
