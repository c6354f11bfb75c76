"""The app of portal.repairer: templates and views only."""

from django.apps import AppConfig


class RepairerConfig(AppConfig):
    """Screens of portal.repairer."""

    name = "portal.repairer"
    label = "portal_repairer"
