"""Support rates: the amount and the minimum bill of a product from a day to a day."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from content.models.drafts import Publishable
from content.models.products import Product
from content.rules import RateTerms, changes_the_past, periods_overlap
from core import clock


class SupportRate(Publishable):
    """What the scheme pays for a repair of the product, in euros; the invoice date decides which rate applies.

    Two live rates of a product never share a day: the database refuses it too (see the migrations).
    Source of the rule: domain.md, section 3.1 (the date of the repair invoice decides the amount).
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="rates", verbose_name=_("product"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("This day included."))
    amount = models.DecimalField(_("amount in euros"), max_digits=8, decimal_places=2)
    minimum_bill = models.DecimalField(
        _("minimum bill in euros, VAT included"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    panels = [
        FieldPanel("product"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldRowPanel([FieldPanel("amount"), FieldPanel("minimum_bill")]),
        FieldPanel("source"),
    ]

    class Meta:
        ordering = ["product", "-valid_from"]
        verbose_name = _("support rate")
        verbose_name_plural = _("support rates")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="content_supportrate_amount_positive"),
            models.CheckConstraint(
                condition=Q(minimum_bill=None) | Q(minimum_bill__gt=0), name="content_supportrate_minimum_positive"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="content_supportrate_period_forwards",
            ),
            models.UniqueConstraint(fields=["product", "valid_from"], name="content_supportrate_one_per_start"),
        ]

    def __str__(self) -> str:
        return f"{self.product}, {date_format(self.valid_from, 'SHORT_DATE_FORMAT')}"

    @property
    def terms(self) -> RateTerms:
        """What the rate says, for the rules."""
        return RateTerms(self.product.code, self.valid_from, self.valid_until, self.amount, self.minimum_bill)

    def clean(self) -> None:
        """Refuse a period that overlaps another one of the product, and any change of what has begun."""
        super().clean()
        if self.product_id is None or None in (self.valid_from, self.amount):
            return
        others = SupportRate.objects.filter(product_id=self.product_id, live=True).exclude(pk=self.pk)
        if any(periods_overlap(self.terms, other.terms) for other in others.select_related("product")):
            raise ValidationError(
                {"valid_from": _("Another rate of this product is valid in this period: end that one first.")}
            )
        stored = SupportRate.objects.filter(pk=self.pk, live=True).select_related("product").first()
        if stored is not None and changes_the_past(stored.terms, self.terms, clock.today()):
            raise ValidationError(
                _("This rate has begun, so claims may rest on it: end it, then add a new one from a later day."),
                code="changes-the-past",
            )
