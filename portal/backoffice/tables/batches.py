"""Payment batches in a list."""

from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.templatetags.money import day, euros, number
from payments.models import Batch
from portal.backoffice.payments.batch_panels import batch_status_label
from portal.backoffice.tables.claims import badge
from portal.public.templatetags.statuses import batch_kind

_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


class BatchTable(tables.Table):
    """Every batch, the newest on top."""

    reference = tables.Column(
        verbose_name=_("Batch"), linkify=("backoffice:batch-detail", {"public_id": tables.A("public_id")})
    )
    status = tables.Column(verbose_name=_("Status"))
    execution_on = tables.Column(verbose_name=_("Execution day"))
    transfer_count = tables.Column(verbose_name=_("Transfers"), attrs=_NUMBER)
    claim_count = tables.Column(verbose_name=_("Claims"), attrs=_NUMBER)
    total = tables.Column(verbose_name=_("Total"), attrs=_NUMBER)
    made_by = tables.Column(verbose_name=_("Prepared by"))
    approved_by = tables.Column(verbose_name=_("Approved by"), default="–")

    class Meta:
        orderable = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = str(_("Payment batches"))
        self.empty_text = str(_("No batch has been prepared yet."))

    def render_status(self, record: Batch) -> SafeString:
        """The status in words."""
        return badge(batch_kind(record.status), str(batch_status_label(record.status)))

    def render_execution_on(self, value: date) -> str:
        """The day."""
        return day(value)

    def render_transfer_count(self, value: int) -> str:
        """Grouped by thousands."""
        return number(value)

    def render_claim_count(self, value: int) -> str:
        """Grouped by thousands."""
        return number(value)

    def render_total(self, value: Decimal) -> str:
        """The amount."""
        return euros(value)
