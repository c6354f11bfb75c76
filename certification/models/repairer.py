"""A company that repairs, and the places where it does."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.identifiers import is_siren, is_siret


def validate_siren(value: str) -> None:
    """Nine digits with a right check digit."""
    if not is_siren(value):
        raise ValidationError(_("This is not a SIREN number: check its nine digits."), code="invalid-siren")


def validate_siret(value: str) -> None:
    """Fourteen digits with right check digits."""
    if not is_siret(value):
        raise ValidationError(_("This is not a SIRET number: check its fourteen digits."), code="invalid-siret")


class Repairer(models.Model):
    """A company that repairs appliances; the people who work for it are members of its organisation."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="repairer", verbose_name=_("organisation")
    )
    legal_name = models.CharField(_("legal name"), max_length=200)
    trade_name = models.CharField(_("name on the shop sign"), max_length=200, blank=True)
    siren = models.CharField(_("SIREN"), max_length=9, unique=True, validators=[validate_siren])
    email = models.EmailField(_("contact address"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    website = models.URLField(_("website"), blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("repairer")
        verbose_name_plural = _("repairers")

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name that customers know."""
        return self.trade_name or self.legal_name


class Workshop(models.Model):
    """A place of the repairer, with its own SIRET."""

    repairer = models.ForeignKey(
        Repairer, on_delete=models.PROTECT, related_name="workshops", verbose_name=_("repairer")
    )
    name = models.CharField(_("name"), max_length=200)
    siret = models.CharField(_("SIRET"), max_length=14, unique=True, validators=[validate_siret])
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, db_index=True)
    city = models.CharField(_("town"), max_length=100)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    repairs_at_home = models.BooleanField(_("repairs at the customer's home"), default=False)
    repairs_remotely = models.BooleanField(_("repairs at a distance"), default=False)
    is_repair_place = models.BooleanField(
        _("repairs here"), default=True, help_text=_("Off for a place where appliances are only dropped off.")
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"
