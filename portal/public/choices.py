"""A choice of product in which the products stand under their families."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from content.models import Product


class _ByFamily(ModelChoiceIterator):
    """The empty choice, then one group a family, its products by name in the reader's language."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        products = self.queryset.select_related("family").order_by("family__position", "family__code")
        for family, members in groupby(products, key=lambda product: product.family):
            yield (family.name, [self.choice(product) for product in sorted(members, key=lambda one: one.name)])


class ProductField(forms.ModelChoiceField):
    """One of the supported products; its value is the product's code, which may stand in an address."""

    iterator = _ByFamily
    default_error_messages = {
        "required": _("Choose the appliance."),
        "invalid_choice": _("Choose an appliance from the list."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Appliance"))
        kwargs.setdefault("empty_label", _("Choose an appliance"))
        super().__init__(Product.objects.filter(is_supported=True), to_field_name="code", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """The product's name in the reader's language."""
        return str(obj.name)
