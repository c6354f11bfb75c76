"""Brands and who is responsible for each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.models.drafts import Publishable
from content.rules import brand_key


class ProducerOrganisation(models.Model):
    """An organisation that pays for the products of its members: this scheme, or another one to send people to."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    website = models.URLField(_("website"), blank=True)
    is_this_scheme = models.BooleanField(_("this scheme"), default=False)

    panels = [FieldPanel("code"), FieldPanel("name"), FieldPanel("website"), FieldPanel("is_this_scheme")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("producer organisation")
        verbose_name_plural = _("producer organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["is_this_scheme"],
                condition=models.Q(is_this_scheme=True),
                name="content_producerorganisation_one_is_this_scheme",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Brand(Publishable):
    """A brand and the organisation that is responsible for its products.

    `key` is the name as brands are compared, see `content.rules.brand_key`; two brands never share it.
    """

    name = models.CharField(_("name"), max_length=120)
    key = models.CharField(max_length=120, unique=True, editable=False)
    responsible = models.ForeignKey(
        ProducerOrganisation,
        on_delete=models.PROTECT,
        related_name="brands",
        verbose_name=_("responsible organisation"),
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    panels = [FieldPanel("name"), FieldPanel("responsible"), FieldPanel("source")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a second spelling of a brand that is there already."""
        super().clean()
        twin = Brand.objects.filter(key=brand_key(self.name)).exclude(pk=self.pk).first()
        if twin is not None:
            raise ValidationError(
                {"name": _("This brand is in the list already, as “%(name)s”.") % {"name": twin.name}}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row with its key."""
        self.key = brand_key(self.name)
        super().save(*args, **kwargs)
