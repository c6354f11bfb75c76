"""Who may do what in the CMS: editors write, publishers publish, administrators also set the scheme."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Task

from accounts.roles import GROUP_OF_ROLE, Role

_WRITE = ("add", "change", "view")
_DRAFTED = ("brand", "supportrate", "rejectionreason")
# A change of these is in force at once, so editors only read them.
_IMMEDIATE = ("fault", "producerorganisation", "product", "productfamily")

_PAGES: dict[Role, tuple[str, ...]] = {
    Role.EDITOR: ("add", "change"),
    Role.PUBLISHER: ("add", "change", "publish", "lock", "unlock"),
    Role.ADMINISTRATOR: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}
_FILES: dict[Role, tuple[str, ...]] = {
    Role.EDITOR: ("add", "choose"),
    Role.PUBLISHER: ("add", "change", "choose"),
    Role.ADMINISTRATOR: ("add", "change", "delete", "choose"),
}


@transaction.atomic
def set_up_groups() -> None:
    """Give the three groups exactly their permissions, and nothing of the CMS to any other group."""
    keep = []
    for role, name in GROUP_OF_ROLE.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(_permissions(role))
        _set_page_permissions(group, _PAGES[role])
        _set_file_permissions(group, _FILES[role])
        keep.append(group.pk)
    others = Group.objects.exclude(pk__in=keep)
    GroupPagePermission.objects.filter(group__in=others).delete()
    GroupCollectionPermission.objects.filter(group__in=others).delete()
    for group in others:
        group.permissions.remove(*_named([("wagtailadmin", "access_admin")]))
    for task in Task.objects.all():
        specific = task.specific
        if hasattr(specific, "groups"):
            specific.groups.set(Group.objects.filter(name=GROUP_OF_ROLE[Role.PUBLISHER]))


def _permissions(role: Role) -> list[Permission]:
    wanted = [("wagtailadmin", "access_admin"), ("wagtail_localize", "submit_translation")]
    wanted += [("content", f"{act}_{model}") for act in _WRITE for model in _DRAFTED]
    wanted += [("content", f"view_{model}") for model in _IMMEDIATE]
    if role in {Role.PUBLISHER, Role.ADMINISTRATOR}:
        wanted += [("content", f"publish_{model}") for model in _DRAFTED]
        wanted += [("content", f"{act}_{model}") for act in _WRITE for model in _IMMEDIATE]
        wanted += [("wagtailredirects", f"{act}_redirect") for act in (*_WRITE, "delete")]
    if role == Role.ADMINISTRATOR:
        wanted += [("content", f"delete_{model}") for model in (*_DRAFTED, *_IMMEDIATE)]
        wanted += [("content", f"{act}_schemesettings") for act in ("change", "view")]
        wanted += [("wagtailcore", f"{act}_collection") for act in _WRITE]
    return _named(wanted)


def _named(wanted: Iterable[tuple[str, str]]) -> list[Permission]:
    found = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.select_related("content_type")
    }
    return [found[name] for name in wanted]


def _set_page_permissions(group: Group, acts: tuple[str, ...]) -> None:
    root = Page.get_first_root_node()
    codenames = [f"{act}_page" for act in acts]
    GroupPagePermission.objects.filter(group=group).exclude(page=root, permission__codename__in=codenames).delete()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _set_file_permissions(group: Group, acts: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    kinds = (("wagtailimages", "image"), ("wagtaildocs", "document"))
    codenames = [f"{act}_{kind}" for act in acts for _, kind in kinds]
    GroupCollectionPermission.objects.filter(group=group).exclude(
        collection=root, permission__codename__in=codenames
    ).delete()
    labels = [label for label, _ in kinds]
    for permission in Permission.objects.filter(content_type__app_label__in=labels, codename__in=codenames):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
