"""The app of portal.public: templates and views only."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Screens of portal.public."""

    name = "portal.public"
    label = "portal_public"
