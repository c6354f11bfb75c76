"""What the public may ask: nothing personal, so that every answer can be bookmarked and shared."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from content.models import ProductFamily
from core.fields import DayField, EuroField
from portal.public.choices import ProductField


class CoverageForm(forms.Form):
    """Is my appliance covered?"""

    product = ProductField()
    brand = forms.CharField(
        label=_("Brand"),
        max_length=60,
        error_messages={"required": _("Enter the brand.")},
        widget=forms.TextInput(attrs={"list": "brand-names", "autocomplete": "off"}),
    )
    price = EuroField(label=_("Price of the repair, VAT included"), required=False, max_digits=8)


class FinderForm(forms.Form):
    """Who repairs this near me?"""

    hides_optional = True
    RADII = (10, 25, 50, 100)
    RADIUS = 25

    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=5,
        strip=True,
        validators=[RegexValidator(r"\A(0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}\Z", _("Enter a postcode of five digits."))],
        error_messages={"required": _("Enter a postcode."), "max_length": _("Enter a postcode of five digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    product = ProductField(required=False, empty_label=_("Any appliance"))
    radius = forms.TypedChoiceField(
        label=_("Distance"),
        coerce=int,
        empty_value=None,
        initial=RADIUS,
        required=False,
        choices=[(radius, format_lazy(_("{distance} km"), distance=radius)) for radius in RADII],
    )


class AmountsForm(forms.Form):
    """Which part of the table of support to show, and for which day of invoice."""

    hides_optional = True

    q = forms.CharField(label=_("Appliance"), required=False, max_length=60)
    family = forms.ModelChoiceField(
        ProductFamily.objects.all(),
        label=_("Family"),
        to_field_name="code",
        required=False,
        empty_label=_("All families"),
        error_messages={"invalid_choice": _("Choose a family from the list.")},
    )
    on = DayField(label=_("Date of the invoice"), required=False)


class BrandsForm(forms.Form):
    """Which brands to show."""

    hides_optional = True

    q = forms.CharField(label=_("Brand"), required=False, max_length=60)
