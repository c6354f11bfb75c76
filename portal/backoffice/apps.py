"""The app of portal.backoffice: templates and views only."""

from django.apps import AppConfig


class BackofficeConfig(AppConfig):
    """Screens of portal.backoffice."""

    name = "portal.backoffice"
    label = "portal_backoffice"
