"""Step 2: the customer. Shop staff type it for somebody else, so browsers are asked to remember nothing."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.models import Claim, Customer
from core.errors import OpenPoint
from portal.repairer.forms.drafts import DraftForm
from portal.repairer.forms.fields import choice_field, text_field

_NOT_A_PERSON = _("The bonus is for private individuals: you cannot claim for a repair for a company.")


class CustomerForm(DraftForm):
    """The person whose appliance was repaired."""

    path_prefix: ClassVar[str] = "customer."
    needed = frozenset({"last_name", "first_name", "email", "phone", "postcode", "city"})

    title = choice_field(pgettext_lazy("form of address", "Title"))
    first_name = text_field(_("First name"), most=100)
    last_name = text_field(_("Last name"), most=100, hint=_("As shown on the invoice."))
    email = text_field(_("E-mail address"), most=254, kind="email", spellcheck="false")
    phone = text_field(_("Phone"), most=20, kind="tel")
    street = text_field(_("Number and street"), most=200)
    postcode = text_field(_("Postcode"), most=10, inputmode="numeric")
    city = text_field(_("Town"), most=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        widget = self.fields["title"].widget
        if isinstance(widget, forms.Select):
            widget.choices = Customer.Title.choices
        if self.data.get("title") == Customer.Title.COMPANY:
            self.points = [*self.points, OpenPoint("business-customer", "customer.title", _NOT_A_PERSON)]

    def changes(self) -> dict[str, Any]:
        """The customer for `save_draft`."""
        return {"customer": super().changes()}

    @classmethod
    def stored_texts(cls, claim: Claim) -> dict[str, str]:
        """The claim's customer as the page shows it."""
        customer = getattr(claim, "customer", None) or Customer()
        return {name: getattr(customer, name) for name in cls.base_fields}
