"""The claims app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    """Claims, their documents, readings and decisions."""

    name = "claims"
    verbose_name = _("Claims")
