"""Claims in lists: the officers' queue, and the search."""

from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from claims.controls.base import Strength
from claims.labels import Audience, status_label
from claims.models import Claim
from core.templatetags.money import day, euros
from portal.backoffice.labels import STRENGTH_KINDS, STRENGTH_ORDER, due_kind, due_words, finding_name
from portal.backoffice.review.queue_rows import findings_of, lock_of
from portal.public.templatetags.statuses import claim_kind

_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}
_FINDINGS_SHOWN = 3


def badge(kind: str, label: str) -> SafeString:
    """A status in a cell."""
    return format_html('<span class="status tone-{}">{}</span>', kind, label)


class QueueTable(tables.Table):
    """What waits for an officer. The order is that of the days of payment."""

    reference = tables.TemplateColumn(template_name="backoffice/cells/open_claim.html", verbose_name=_("Claim"))
    payment_due_on = tables.Column(verbose_name=_("Payment due"))
    repairer = tables.Column(verbose_name=_("Repairer"))
    product = tables.Column(verbose_name=_("Product"))
    bonus = tables.Column(verbose_name=_("Bonus"), attrs=_NUMBER)
    findings = tables.Column(verbose_name=_("Findings"), empty_values=())
    lock = tables.Column(verbose_name=_("Held by"), empty_values=())

    class Meta:
        orderable = False
        caption = _("Claims to decide")

    def __init__(self, *args: Any, today: date, now: datetime, may_decide: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.now, self.may_decide = today, now, may_decide
        self.caption = str(_("Claims to decide"))

    def render_payment_due_on(self, value: date) -> SafeString:
        """The day, and how far it is in words."""
        return format_html(
            '<span><span class="nowrap">{}</span><br>{}</span>',
            day(value),
            badge(due_kind(value, self.today), due_words(value, self.today)),
        )

    def render_product(self, record: Claim) -> SafeString:
        """Product and brand."""
        return format_html('<span>{}<br><span class="soft small">{}</span></span>', record.product, record.brand_name)

    def render_bonus(self, value: Any) -> str:
        """The amount."""
        return euros(value)

    def render_findings(self, record: Claim) -> SafeString:
        """The strongest findings by their short names."""
        findings = sorted(findings_of(record), key=lambda finding: STRENGTH_ORDER.index(Strength(finding.strength)))
        names = {finding.code: finding.strength for finding in findings}
        shown = format_html_join(
            " ",
            "{}",
            (
                (badge(STRENGTH_KINDS[strength], finding_name(code)),)
                for code, strength in list(names.items())[:_FINDINGS_SHOWN]
            ),
        )
        more = len(names) - _FINDINGS_SHOWN
        if more > 0:
            return format_html('<div class="cluster tight">{} <span class="soft small">+{}</span></div>', shown, more)
        return format_html('<div class="cluster tight">{}</div>', shown or __("None: everybody is looked at"))

    def render_lock(self, record: Claim) -> str:
        """Who has the claim open."""
        lock = lock_of(record, self.now)
        return lock.officer.get_full_name() if lock else "–"


class ClaimTable(tables.Table):
    """What a search found, the last changed on top."""

    reference = tables.TemplateColumn(template_name="backoffice/cells/claim.html", verbose_name=_("Claim"))
    status = tables.Column(verbose_name=_("Status"))
    repairer = tables.Column(verbose_name=_("Repairer"))
    product = tables.Column(verbose_name=_("Product"), default="–")
    invoice_number = tables.Column(verbose_name=_("Invoice number"), default="–")
    sent_at = tables.Column(verbose_name=_("Received"), default="–")
    bonus = tables.Column(verbose_name=_("Bonus"), attrs=_NUMBER)

    class Meta:
        orderable = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.caption = str(_("Claims"))
        self.empty_text = str(_("No claim found. Search for another part of the number or the name."))

    def render_status(self, record: Claim) -> SafeString:
        """The status in the officers' words."""
        return badge(claim_kind(record.status), str(status_label(record.status, Audience.OFFICER)))

    def render_product(self, record: Claim) -> SafeString:
        """Product and brand."""
        return format_html('<span>{}<br><span class="soft small">{}</span></span>', record.product, record.brand_name)

    def render_sent_at(self, value: datetime) -> str:
        """The day."""
        return day(value)

    def render_bonus(self, value: Any) -> str:
        """The amount."""
        return euros(value)
