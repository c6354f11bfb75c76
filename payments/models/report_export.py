"""Who took which payment report out of the product."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import AppendOnly


class ReportExport(AppendOnly):
    """One payment report that somebody exported: which, with which filter, how many rows, and its SHA-256."""

    class Kind(models.TextChoices):
        """How the payments are put together."""

        BY_CLAIM = "by_claim", _("By claim")
        BY_REPAIRER = "by_repairer", _("By repairer")
        BY_PRODUCT = "by_product", _("By product")
        BY_PERIOD = "by_period", _("By month")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("report"), max_length=20, choices=Kind.choices)
    filter = models.JSONField(_("filter"), default=dict)
    row_count = models.PositiveIntegerField(_("rows"))
    sha256 = models.CharField(max_length=64)
    exported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("exported by")
    )
    exported_at = models.DateTimeField(_("exported"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("exported report")
        verbose_name_plural = _("exported reports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.exported_at:%Y-%m-%d %H:%M}"
