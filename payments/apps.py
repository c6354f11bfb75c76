"""The payments app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """Bank accounts, batches and credit transfers."""

    name = "payments"
    verbose_name = _("Payments")
