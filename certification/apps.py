"""The certification app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    """Repairers, workshops, certificates."""

    name = "certification"
    verbose_name = _("Certification")
