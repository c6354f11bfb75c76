"""Accounts in the technical administration: administrators look, services change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Invitation, Membership, Organisation, User
from accounts.permissions import can_manage_people


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shown to administrators; nothing is added, changed or deleted here, so that no rule is gone round."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators."""
        del obj
        return isinstance(request.user, User) and can_manage_people(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        del request, obj
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        del request, obj
        return False


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """People."""

    list_display = ("email", "name", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("email", "name")
    exclude = ("password", "groups", "user_permissions")


@admin.register(Organisation)
class OrganisationAdmin(ReadOnlyAdmin):
    """Organisations."""

    list_display = ("name", "kind", "created_at")
    list_filter = ("kind",)
    search_fields = ("name",)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Roles, present and past."""

    list_display = ("user", "role", "organisation", "created_at", "ended_at")
    list_filter = ("role",)
    list_select_related = ("user", "organisation")
    search_fields = ("user__email", "organisation__name")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Invitations."""

    list_display = ("email", "role", "organisation", "created_at", "expires_at", "accepted_at", "withdrawn_at")
    list_filter = ("role",)
    list_select_related = ("organisation",)
    search_fields = ("email", "organisation__name")
