"""Spare parts of a repair."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.claim import Claim


class PartKind(models.TextChoices):
    """Where a part comes from; circular-economy parts can raise the bonus (domain.md, section 3.2)."""

    NEW = "new", pgettext_lazy("part", "New")
    SECOND_HAND = "second_hand", _("Second-hand")
    CIRCULAR = "circular", _("From the circular economy, tested")


class ClaimPart(models.Model):
    """A part that was fitted: its kind, how many, and the price of all of them together, excluding VAT."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(_("kind"), max_length=12, choices=PartKind.choices)
    description = models.CharField(_("description"), max_length=120, blank=True)
    quantity = models.PositiveSmallIntegerField(_("quantity"), default=1)
    price_excl_vat = models.DecimalField(
        _("price excluding VAT"), max_digits=10, decimal_places=2, null=True, blank=True
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="claims_claimpart_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.get_kind_display()}"
