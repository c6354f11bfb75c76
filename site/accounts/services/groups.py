"""The CMS knows groups, we know roles: the groups of a person follow the roles."""

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User
from accounts.roles import GROUP_OF_ROLE, Role


@transaction.atomic
def follow_roles(*, user: User) -> None:
    """Put the person into the groups of their roles and out of the others; call it after each change of a role.

    Groups are made here when they are missing; `set_up_groups` of `content` gives them their permissions. Only
    administrators may open the technical administration.
    """
    held = set(user.memberships.filter(ended_at=None).values_list("role", flat=True)) if user.is_active else set()
    for role, name in GROUP_OF_ROLE.items():
        if role in held:
            user.groups.add(Group.objects.get_or_create(name=name)[0])
        else:
            user.groups.remove(*Group.objects.filter(name=name))
    user.is_staff = user.is_superuser or Role.ADMINISTRATOR in held
    user.save(update_fields=["is_staff"])
    user.forget_roles()
