"""The certificate: from when to when a workshop may claim for which product families."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certification.models.repairer import Workshop
from content.models import ProductFamily


class Certificate(models.Model):
    """An attestation of conformity for one workshop and its families (domain.md, section 8: valid three years)."""

    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("workshop")
    )
    number = models.CharField(_("number"), max_length=40, unique=True)
    issued_by = models.CharField(_("issued by"), max_length=120)
    families = models.ManyToManyField(ProductFamily, related_name="certificates", verbose_name=_("product families"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), help_text=_("This day included."))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="certification_certificate_period_forwards"
            ),
        ]

    def __str__(self) -> str:
        return self.number
