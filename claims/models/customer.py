"""The customer: personal data, kept apart so that it can be erased without touching the claim."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models.claim import Claim


class Customer(models.Model):
    """The person whose appliance was repaired (domain.md, section 5.1: consumer block)."""

    class Title(models.TextChoices):
        """How the person is addressed; a company is refused by the controls, not by the form."""

        MRS = "mrs", _("Ms")
        MR = "mr", _("Mr")
        NONE = "none", _("No title")
        COMPANY = "company", _("Company")

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="customer")
    title = models.CharField(
        pgettext_lazy("form of address", "title"), max_length=10, choices=Title.choices, default=Title.NONE
    )
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    street = models.CharField(_("street"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, default="FR")
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
