"""Step 3: what the invoice says, and the files."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, DocumentPurpose
from core import clock
from portal.repairer.forms.drafts import DraftForm
from portal.repairer.forms.fields import amount_field, amount_text, day_field, day_text, text_field

ACCEPTED_FILES = "application/pdf,image/jpeg,image/png,image/heic,image/heif,.pdf,.jpg,.jpeg,.png,.heic,.heif"


class InvoiceForm(DraftForm):
    """The invoice as declared; amounts in euros."""

    needed = frozenset({"invoice_number", "invoiced_on", "total_incl_vat"})
    # How the fields stand side by side.
    pairs = (
        ("invoice_number", "invoiced_on"),
        ("total_incl_vat", "own_reference"),
        ("labour_excl_vat", "travel_excl_vat"),
    )

    invoice_number = text_field(_("Invoice number"), most=60, spellcheck="false")
    invoiced_on = day_field(_("Date of the invoice"), hint=_("The amount of the bonus depends on this date."))
    total_incl_vat = amount_field(
        _("Total before the bonus, VAT included"), hint=_("The cost of the repair before the bonus is taken off.")
    )
    labour_excl_vat = amount_field(_("Labour, excluding VAT"))
    travel_excl_vat = amount_field(_("Travel, excluding VAT"))
    own_reference = text_field(_("Your own reference"), most=60, hint=_("For example, your repair order number."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["invoiced_on"].widget.attrs["max"] = clock.today().isoformat()

    @classmethod
    def stored_texts(cls, claim: Claim) -> dict[str, str]:
        """The claim's values as its page shows them."""
        return {
            "invoice_number": claim.invoice_number,
            "invoiced_on": day_text(claim.invoiced_on),
            "total_incl_vat": amount_text(claim.total_incl_vat),
            "labour_excl_vat": amount_text(claim.labour_excl_vat),
            "travel_excl_vat": amount_text(claim.travel_excl_vat),
            "own_reference": claim.own_reference,
        }


class SeveralFilesInput(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """All files that were chosen, in their order."""
        del data
        return list(files.getlist(name)) if hasattr(files, "getlist") else list(files.get(name, []))


class FilesField(forms.Field):
    """The files that were chosen. What may be wrong with each is said by the service that takes it."""

    widget = SeveralFilesInput


class DocumentForm(forms.Form):
    """Files for one purpose."""

    purpose = forms.ChoiceField(choices=DocumentPurpose.choices)
    file = FilesField(required=True)
