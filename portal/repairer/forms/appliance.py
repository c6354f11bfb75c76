"""Step 1: the appliance, its fault, where and when it was repaired."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.models import Workshop
from certification.selectors import families_certified_for, workshops_open_on
from claims.models import Claim
from content.models import Fault, Product
from content.models.products import IdentifierKind
from content.selectors import faults_of, products_supported_on
from core import clock
from core.errors import OpenPoint
from portal.repairer.forms.drafts import DraftForm, PageData
from portal.repairer.forms.fields import choice_field, day_field, day_text, text_field

Choice = tuple[Any, Any]

_NONE_YET = ("", _("Choose…"))
_IDENTIFIER_LABELS = {
    IdentifierKind.IMEI: _("IMEI"),
    IdentifierKind.SERIAL: _("Serial number"),
}
_IDENTIFIER_HINTS = {
    IdentifierKind.IMEI: _("15 digits. Dial *#06# on the phone to see it."),
    IdentifierKind.SERIAL: _("On the nameplate: behind the door, on the back or under the appliance."),
}


class ApplianceForm(DraftForm):
    """The appliance and the fault; `brand` is one line that finds the brand in the list or keeps what was typed."""

    needed = frozenset({"product", "brand", "fault", "identifier", "repaired_on", "workshop"})

    product = choice_field(_("Product"), hint=_("Products covered by your certificates come first."))
    brand = text_field(
        _("Brand"),
        most=120,
        hint=_("Choose it from the list. If it is not there, type it as shown on the appliance."),
        list="brands",
    )
    fault = choice_field(_("Fault"))
    fault_description = text_field(_("What was wrong, in a few words"), most=300)
    commercial_reference = text_field(_("Model"), most=120, hint=_("As shown on the nameplate."))
    identifier = text_field(_("IMEI or serial number"), most=40, spellcheck="false")
    repaired_on = day_field(_("Date of the repair"))
    workshop = choice_field(_("Workshop that did the repair"))
    is_at_home = forms.BooleanField(label=_("Repaired at the customer’s home"), required=False)
    drop_off_place = choice_field(
        _("Drop-off place"), hint=_("Only if the customer left the appliance somewhere else than at the workshop.")
    )
    circular_parts_consent = forms.BooleanField(
        label=_("The customer agreed to parts from the circular economy"), required=False
    )

    def __init__(self, data: PageData, *, claim: Claim, points: Sequence[OpenPoint] = ()) -> None:
        super().__init__(data, claim=claim, points=points)
        self.today = clock.today()
        self.products = _offered_products(claim)
        self.chosen = next((product for product in self.products if str(product.pk) == self._sent("product")), None)
        self.faults = list(faults_of(self.chosen)) if self.chosen else []
        self._offer("product", self._product_choices())
        self._offer("fault", self._fault_choices())
        self.places = places = _offered_places(claim)
        repairing = [(str(place.pk), str(place)) for place in places if place.is_repair_place]
        self._offer("workshop", [_NONE_YET, *repairing])
        self._offer("drop_off_place", [("", _("At the workshop")), *((str(place.pk), str(place)) for place in places)])
        self._name_identifier()
        self.fields["repaired_on"].widget.attrs["max"] = self.today.isoformat()

    def changes(self) -> dict[str, Any]:
        """The texts of the page for `save_draft`; a fault that the chosen product cannot have is asked again."""
        values = super().changes()
        if values["fault"] not in {str(fault.pk) for fault in self.faults}:
            values["fault"] = ""
        return values

    @classmethod
    def stored_texts(cls, claim: Claim) -> dict[str, str]:
        """The claim's values as its page shows them."""
        return {
            "product": str(claim.product_id or ""),
            "brand": claim.brand_name,
            "commercial_reference": claim.commercial_reference,
            "identifier": claim.identifier,
            "fault": str(claim.fault_id or ""),
            "fault_description": claim.fault_description,
            "repaired_on": day_text(claim.repaired_on),
            "workshop": str(claim.workshop_id or ""),
            "drop_off_place": str(claim.drop_off_place_id or ""),
            "is_at_home": "on" if claim.is_at_home else "",
            "circular_parts_consent": "on" if claim.circular_parts_consent else "",
        }

    def _sent(self, name: str) -> str:
        return str(self.data.get(name) or "")

    def _offer(self, name: str, choices: list[Choice]) -> None:
        widget = self.fields[name].widget
        if isinstance(widget, forms.Select):
            widget.choices = choices

    def _product_choices(self) -> list[Choice]:
        """Families certified for the company first, under their names; all others together, named as such."""
        certified = {family.pk for family in families_certified_for(self.claim.repairer, self.today)}
        groups: dict[str, list[Choice]] = {}
        others: list[Choice] = []
        for product in self.products:
            if product.family_id in certified:
                groups.setdefault(product.family.name, []).append((str(product.pk), product.name))
            else:
                others.append((str(product.pk), f"{product.name} ({product.family.name})"))
        rest: list[Choice] = [(_("Not in your certificates"), others)] if others else []
        return [_NONE_YET, *groups.items(), *rest]

    def _fault_choices(self) -> list[Choice]:
        if self.chosen is None:
            self.fields["fault"].help_text = _("Choose the product first: the faults depend on it.")
            return [("", _("Choose the product first"))]
        covered = [(str(fault.pk), fault.name) for fault in self.faults if fault.is_eligible]
        others = [(str(fault.pk), fault.name) for fault in self.faults if not fault.is_eligible]
        rest: list[Choice] = [(_("Not covered by the bonus"), others)] if others else []
        return [_NONE_YET, *covered, *rest]

    def _name_identifier(self) -> None:
        field = self.fields["identifier"]
        if self.chosen is None:
            field.help_text = _("The IMEI for phones, the serial number for all other appliances.")
            return
        kind = IdentifierKind(self.chosen.identifier_kind)
        field.label = _IDENTIFIER_LABELS[kind]
        field.help_text = _IDENTIFIER_HINTS[kind]
        if kind == IdentifierKind.IMEI:
            field.widget.attrs["inputmode"] = "numeric"


def _offered_products(claim: Claim) -> list[Product]:
    """The products supported on the day of the repair, and the claim's own whatever became of it."""
    products = list(products_supported_on(claim.repaired_on or clock.today()))
    if claim.product and claim.product not in products:
        products.append(claim.product)
    return products


def _offered_places(claim: Claim) -> list[Workshop]:
    """The places open on the day of the repair, and those that the claim names."""
    places = list(workshops_open_on(claim.repairer, claim.repaired_on or clock.today()))
    return places + [place for place in (claim.workshop, claim.drop_off_place) if place and place not in places]


def fault_chosen(form: ApplianceForm) -> Fault | None:
    """The fault on the page, if it is one of the product's."""
    return next((fault for fault in form.faults if str(fault.pk) == str(form.data.get("fault") or "")), None)
