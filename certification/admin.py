"""The technical administration shows repairers, workshops and certificates; changes go through the services."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from accounts.models import User
from accounts.roles import Role
from certification.models import Certificate, Repairer, Workshop


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Looks and never changes: a form here would pass by the rules of the services."""

    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to administrators."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Administrators look."""
        del obj
        return isinstance(request.user, User) and (
            request.user.is_superuser or request.user.has_role(Role.ADMINISTRATOR)
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds here."""
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes here."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes here."""
        del request, obj
        return False


@admin.register(Repairer)
class RepairerAdmin(ReadOnlyAdmin):
    """Companies."""

    list_display = ["legal_name", "trade_name", "siren", "city"]
    search_fields = ["legal_name", "trade_name", "siren"]


@admin.register(Workshop)
class WorkshopAdmin(ReadOnlyAdmin):
    """Places."""

    list_display = ["name", "siret", "postcode", "city", "closed_on"]
    list_select_related = ["repairer"]
    search_fields = ["name", "siret", "postcode", "city"]


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    """Certificates."""

    list_display = ["number", "workshop", "issued_by", "valid_from", "valid_until", "withdrawn_on"]
    list_select_related = ["workshop"]
    search_fields = ["number", "workshop__siret", "workshop__name"]
