"""What each finding of the controls says: to the repairer with how to mend it, to the officer with what to look at."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Protocol

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.audiences import Audience
from core.templatetags.money import day, euros


class FoundThing(Protocol):
    """A finding, fresh or stored."""

    @property
    def code(self) -> str:
        """Its stable code."""

    @property
    def declared(self) -> str:
        """What was declared."""

    @property
    def read(self) -> str:
        """What was read."""


# Code: what the repairer reads, what the officer reads. %(declared)s and %(read)s are filled in.
_SENTENCES: dict[str, tuple[Promise, Promise]] = {
    "bonus-missing": (
        _("The bonus does not stand on the invoice. Add a line “bonus réparation” with its amount, and send it again."),
        _("The invoice does not name the bonus; declared: %(declared)s."),
    ),
    "bonus-not-deducted": (
        _("The bonus was not taken off what the customer pays. Correct the invoice and send it again."),
        _("The amount to pay is not the total less the bonus; read: %(read)s."),
    ),
    "bonus-wrong": (
        _("The bonus on the invoice is not the one of this claim (%(declared)s). Correct the invoice or the claim."),
        _("The bonus on the invoice is another one: declared %(declared)s, read %(read)s."),
    ),
    "no-siret": (
        _("The SIRET of the workshop (%(declared)s) could not be found on the invoice. Add it and send it again."),
        _("The SIRET %(declared)s could not be found on the invoice; read: %(read)s."),
    ),
    "not-an-invoice": (
        _("The document does not call itself an invoice. Send the invoice, not the quote or the repair order."),
        _("The document does not call itself an invoice; read: %(read)s."),
    ),
    "business-customer": (
        _("The invoice seems to be made out to a company. The bonus is for private persons: check the customer."),
        _("The customer seems to be a business: declared %(declared)s, read %(read)s."),
    ),
    "total-differs": (
        _(
            "The total on the invoice, VAT included and before the bonus, is not the declared one (%(declared)s). "
            "Check both."
        ),
        _("The total differs: declared %(declared)s, read %(read)s."),
    ),
    "date-differs": (
        _("The date on the invoice is not the declared one (%(declared)s). Check both."),
        _("The date differs: declared %(declared)s, read %(read)s."),
    ),
    "number-differs": (
        _("The number on the invoice is not the declared one (%(declared)s). Check both."),
        _("The invoice number differs: declared %(declared)s, read %(read)s."),
    ),
    "identifier-differs": (
        _("The IMEI or serial number on the invoice is not the declared one (%(declared)s). Check both."),
        _("The identifier differs: declared %(declared)s, read %(read)s."),
    ),
    "other-seller": (
        _("The invoice bears the number of another company or workshop. Choose the workshop that wrote it."),
        _("The invoice comes from another seller: declared %(declared)s, read %(read)s."),
    ),
    "unreadable": (
        _("The invoice could not be read. Send a sharper picture, or the PDF from your software."),
        _("The invoice could not be read by the product: look at it yourself."),
    ),
    "duplicate": (
        _("This invoice, appliance or file was used in another claim already. Check that it is the right one."),
        _("Seen before in %(read)s; the same: %(declared)s."),
    ),
    "xml-differs": (
        _("The data inside the PDF and the printed page do not say the same. Export the invoice again."),
        _("The embedded data and the page differ: page %(declared)s, data %(read)s."),
    ),
    "certificate-not-valid": (
        _("The workshop had no valid certificate on the day of the repair. Check the workshop and the date."),
        _("No valid certificate on the day of the repair (%(declared)s)."),
    ),
    "family-not-certified": (
        _("The workshop’s certificate does not cover this kind of appliance. Check the workshop and the appliance."),
        _("The certificate does not cover the family of the product (%(declared)s)."),
    ),
    "brand-not-covered": (
        _("This scheme does not pay for the brand %(declared)s, or does not know it yet. Check the brand."),
        _("The brand %(declared)s is not in the list of this scheme; responsible: %(read)s."),
    ),
    "product-not-supported": (
        _("No bonus was paid for this appliance on the date of the invoice. Check both."),
        _("No support rate for %(declared)s on the date of the invoice."),
    ),
    "fault-not-eligible": (
        _("No bonus is paid for this fault. Choose the fault that was repaired, if it is another."),
        _("The declared fault gives no right to the bonus."),
    ),
    "bill-below-minimum": (
        _("The invoice (%(declared)s) does not reach the minimum for this appliance (%(read)s)."),
        _("The total %(declared)s is below the minimum bill of %(read)s."),
    ),
    "bonus-above-bill": (
        _("The bonus (%(declared)s) is more than the invoice (%(read)s). Check the total before the bonus."),
        _("The bonus %(declared)s is above the total %(read)s."),
    ),
    "bonus-differs-from-rate": (
        _(
            "The bonus of the claim (%(declared)s) is not the one of the rate (%(read)s). "
            "Open the claim and send it again."
        ),
        _("The bonus %(declared)s is not what the rate of the day gives: %(read)s."),
    ),
    "deadline-passed": (
        _("The claim was sent after the last day, which was %(read)s."),
        _("Sent on %(declared)s, after the last day %(read)s."),
    ),
    "circular-consent-missing": (
        _("The customer’s consent to parts from the circular economy is missing. Add it and send the claim again."),
        _("Circular-economy parts without the customer’s consent."),
    ),
    "document-missing": (
        _("A document is missing. Add it and send the claim again."),
        _("A document is missing: %(declared)s."),
    ),
    "controls-failed": (
        _("The claim could not be checked automatically. You need not do anything: an officer looks at it."),
        _("The controls failed on this claim: check everything yourself."),
    ),
}
_UNKNOWN = (
    _("Something on this claim needs a look. You need not do anything: an officer looks at it."),
    _("A control found something it has no words for: look at declared and read values."),
)


def _as_euros(text: str) -> str:
    try:
        return euros(Decimal(text))
    except InvalidOperation:
        return text


def _as_day(text: str) -> str:
    try:
        return day(parse_date(text)) or text
    except ValueError:
        return text


_WRITTEN: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(
        (
            "bonus-missing",
            "bonus-not-deducted",
            "bonus-wrong",
            "total-differs",
            "bill-below-minimum",
            "bonus-above-bill",
            "bonus-differs-from-rate",
        ),
        _as_euros,
    ),
    **dict.fromkeys(("date-differs", "deadline-passed", "certificate-not-valid"), _as_day),
}
_NOTHING = _("nothing")


def finding_sentence(finding: FoundThing, audience: Audience | str) -> str:
    """What the control found: to the repairer with how to mend it, to the officer with both values."""
    for_repairer, for_officer = _SENTENCES.get(finding.code, _UNKNOWN)
    sentence = for_officer if audience == Audience.OFFICER else for_repairer
    written = _WRITTEN.get(finding.code, str)
    values = {
        "declared": written(finding.declared) if finding.declared else _NOTHING,
        "read": written(finding.read) if finding.read else _NOTHING,
    }
    return str(sentence) % values
