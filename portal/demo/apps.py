"""The demo as a Django app: it has commands and no table."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Invented data to try the product with."""

    name = "portal.demo"
    label = "demo"
    verbose_name = _("Demo data")
