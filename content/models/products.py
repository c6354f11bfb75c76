"""What can be repaired: families, products, faults."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from content.models.labels import Labelled

_NAME = MultiFieldPanel([FieldRowPanel([FieldPanel("name_fr"), FieldPanel("name_en")])], heading=_("Name"))


class IdentifierKind(models.TextChoices):
    """The number that tells one appliance from another."""

    IMEI = "imei", _("IMEI")
    SERIAL = "serial", _("Serial number")


class ProductFamily(Labelled):
    """A family of products; a repairer is certified family by family (domain.md, section 8: trade sheets)."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [FieldPanel("code"), _NAME, FieldPanel("position")]

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("product family")
        verbose_name_plural = _("product families")


class Product(Labelled):
    """A type of appliance: its family, the number that identifies one, and the evidence that a claim needs."""

    family = models.ForeignKey(
        ProductFamily, on_delete=models.PROTECT, related_name="products", verbose_name=_("family")
    )
    code = models.SlugField(_("code"), max_length=60, unique=True)
    external_code = models.CharField(
        _("code at other organisations"), max_length=30, blank=True, help_text=_("For example EEE.M4.033.")
    )
    identifier_kind = models.CharField(
        _("identifier"), max_length=10, choices=IdentifierKind.choices, default=IdentifierKind.SERIAL
    )
    circular_part_bonus_percent = models.PositiveSmallIntegerField(
        _("supplement for circular-economy parts, in per cent"), default=0
    )
    nameplate_required = models.BooleanField(_("photo of the nameplate required"), default=False)
    is_supported = models.BooleanField(_("supported"), default=True)

    panels = [
        FieldPanel("family"),
        FieldPanel("code"),
        _NAME,
        FieldPanel("external_code"),
        FieldPanel("identifier_kind"),
        FieldPanel("circular_part_bonus_percent"),
        FieldPanel("nameplate_required"),
        FieldPanel("is_supported"),
    ]

    class Meta:
        ordering = ["family__position", "name_fr"]
        verbose_name = _("product")
        verbose_name_plural = _("products")


class Fault(Labelled):
    """What was broken, by product or for every product; some faults are not supported (domain.md, section 4)."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    products = models.ManyToManyField(
        Product,
        related_name="faults",
        blank=True,
        verbose_name=_("products"),
        help_text=_("Leave empty for a fault that any product can have."),
    )
    is_eligible = models.BooleanField(_("supported"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [
        FieldPanel("code"),
        _NAME,
        FieldPanel("products"),
        FieldPanel("is_eligible"),
        FieldPanel("position"),
    ]

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("fault")
        verbose_name_plural = _("faults")
