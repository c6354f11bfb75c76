"""Settings of the scheme that staff edit: what is a rule of the scheme is never a constant in code."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="cogs")
class SchemeSettings(BaseGenericSetting):
    """Delays, limits and switches. One row."""

    payment_days = models.PositiveSmallIntegerField(
        _("days from receipt to payment"), default=30, help_text=_("The law says 30 at most.")
    )
    claim_deadline_days = models.PositiveSmallIntegerField(
        _("days from the invoice to the claim"), null=True, blank=True, help_text=_("Empty: no deadline.")
    )
    automatic_approval = models.BooleanField(
        _("approve claims without findings automatically"),
        default=True,
        help_text=_("Off: a person looks at every claim."),
    )
    second_person_above = models.DecimalField(
        _("bonus above which a second person approves, in euros"),
        max_digits=10,
        decimal_places=2,
        default=Decimal("60.00"),
        validators=[MinValueValidator(Decimal(0))],
    )
    review_lock_minutes = models.PositiveSmallIntegerField(
        _("minutes until a claim under review may be taken over"), default=10
    )
    bank_account_cool_off_hours = models.PositiveSmallIntegerField(
        _("hours before a confirmed bank account is used"), default=72
    )
    draft_days = models.PositiveSmallIntegerField(_("days before an untouched draft is deleted"), default=90)
    contact_email = models.EmailField(_("contact address"), blank=True)

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("payment_days"), FieldPanel("claim_deadline_days")]), FieldPanel("draft_days")],
            heading=_("Delays"),
        ),
        MultiFieldPanel(
            [FieldPanel("automatic_approval"), FieldPanel("second_person_above"), FieldPanel("review_lock_minutes")],
            heading=_("Decisions"),
        ),
        FieldPanel("bank_account_cool_off_hours"),
        FieldPanel("contact_email"),
    ]

    class Meta:
        verbose_name = _("scheme settings")
