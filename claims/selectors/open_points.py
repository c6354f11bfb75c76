"""Everything that is missing or wrong in a declaration before it can be sent."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.declaration.fields import rejected_points
from claims.eligibility import Eligibility, bill_refusals, eligibility_of
from claims.models import Claim, Customer, PartKind
from claims.rules import IMEI_KIND, MissingDocument, documents_needed, is_identifier_sound, is_postcode_sound
from claims.states import OPEN_STATUSES
from core import clock, money
from core.errors import OpenPoint

DUPLICATE_INVOICE = OpenPoint(
    "duplicate-invoice",
    "invoice_number",
    gettext_lazy(
        "There is a claim for this invoice already. Check the invoice number, or look for the other claim in your list."
    ),
)
_CUSTOMER_FIELDS = ("last_name", "first_name", "email", "phone", "postcode", "city")


def open_points(claim: Claim) -> list[OpenPoint]:
    """All that stands between the draft and its sending, in the order of the four steps; empty when it is complete."""
    rejected = rejected_points(claim)
    has_circular_parts = has_parts_of_circular_economy(claim)
    eligibility = eligibility_of_claim(claim, has_circular_parts=has_circular_parts)
    found = [
        *rejected,
        *_appliance(claim, clock.today()),
        *eligibility.reasons,
        *_consent(claim, has_circular_parts=has_circular_parts),
        *_customer(claim),
        *_invoice(claim, eligibility, clock.today()),
        *_documents(claim, has_circular_parts=has_circular_parts),
    ]
    # What was typed and could not be taken is reported as such, not as missing too.
    mended_first = {point.field for point in rejected}
    return [*rejected, *(point for point in found[len(rejected) :] if point.field not in mended_first)]


def eligibility_of_claim(claim: Claim, *, has_circular_parts: bool) -> Eligibility:
    """The eligibility of what is declared so far."""
    return eligibility_of(
        product=claim.product,
        brand=claim.brand,
        brand_text=claim.brand_text,
        fault=claim.fault,
        invoiced_on=claim.invoiced_on,
        repaired_on=claim.repaired_on,
        workshop=claim.workshop,
        has_circular_parts=has_circular_parts,
        consent=claim.circular_parts_consent,
    )


def has_parts_of_circular_economy(claim: Claim) -> bool:
    """True when a part from the circular economy was fitted."""
    return claim.pk is not None and claim.parts.filter(kind=PartKind.CIRCULAR).exists()


def missing_documents(claim: Claim, *, has_circular_parts: bool) -> list[MissingDocument]:
    """The documents that the claim needs and does not have."""
    needed = documents_needed(
        nameplate_required=claim.product is not None and claim.product.nameplate_required,
        has_circular_parts=has_circular_parts,
    )
    there = set(claim.documents.filter(removed_at=None).values_list("purpose", flat=True))
    return [document for document in needed if document.value not in there]


def _appliance(claim: Claim, today: date) -> Iterator[OpenPoint]:
    if claim.product is None:
        yield OpenPoint("missing", "product", _("Choose the appliance that was repaired."))
    if claim.brand is None and not claim.brand_text:
        yield OpenPoint("missing", "brand", _("Enter the brand of the appliance."))
    if claim.fault is None:
        yield OpenPoint("missing", "fault", _("Choose the fault that was repaired."))
    yield from _identifier(claim)
    if claim.repaired_on is None:
        yield OpenPoint("missing", "repaired_on", _("Enter the date of the repair."))
    elif claim.repaired_on > today:
        yield OpenPoint("in-the-future", "repaired_on", _("The date of the repair is in the future: check it."))
    if claim.workshop is None:
        yield OpenPoint("missing", "workshop", _("Choose the workshop that did the repair."))


def _identifier(claim: Claim) -> Iterator[OpenPoint]:
    kind = claim.product.identifier_kind if claim.product else ""
    if kind == IMEI_KIND and not claim.identifier:
        yield OpenPoint(
            "missing", "identifier", _("Enter the IMEI of the phone: 15 digits, shown when you dial *#06# on it.")
        )
    elif not claim.identifier:
        yield OpenPoint("missing", "identifier", _("Enter the serial number: it stands on the nameplate."))
    elif not is_identifier_sound(kind, claim.identifier):
        yield _unsound_identifier(kind)


def _unsound_identifier(kind: str) -> OpenPoint:
    if kind == IMEI_KIND:
        return OpenPoint(
            "imei-wrong",
            "identifier",
            _(
                "This is not an IMEI: it has 15 digits, and the last one is computed from the others, so one wrong "
                "digit shows. Compare it with the phone (dial *#06#)."
            ),
        )
    return OpenPoint("serial-wrong", "identifier", _("A serial number has letters or digits: enter it as printed."))


def _consent(claim: Claim, *, has_circular_parts: bool) -> Iterator[OpenPoint]:
    if has_circular_parts and not claim.circular_parts_consent:
        yield OpenPoint(
            "missing",
            "circular_parts_consent",
            _("Tick that the customer agreed to parts from the circular economy, or correct the parts."),
        )


def _customer(claim: Claim) -> Iterator[OpenPoint]:
    customer = Customer.objects.filter(claim=claim).first() or Customer(claim=claim)
    sentences = {
        "last_name": _("Enter the customer’s last name."),
        "first_name": _("Enter the customer’s first name."),
        "email": _("Enter the customer’s e-mail address."),
        "phone": _("Enter the customer’s phone number."),
        "postcode": _("Enter the customer’s postcode."),
        "city": _("Enter the customer’s town."),
    }
    for name in _CUSTOMER_FIELDS:
        if not getattr(customer, name):
            yield OpenPoint("missing", f"customer.{name}", sentences[name])
    if customer.postcode and not is_postcode_sound(customer.country, customer.postcode):
        yield OpenPoint(
            "postcode-wrong", "customer.postcode", _("A postcode in France has five digits, as in 69003: check it.")
        )


def _invoice(claim: Claim, eligibility: Eligibility, today: date) -> Iterator[OpenPoint]:
    if not claim.invoice_number:
        yield OpenPoint("missing", "invoice_number", _("Enter the number of the invoice."))
    elif not claim.invoice_key and claim.workshop is not None:
        yield OpenPoint("number-wrong", "invoice_number", _("An invoice number has letters or digits: check it."))
    elif _is_claimed_elsewhere(claim):
        yield DUPLICATE_INVOICE
    if claim.invoiced_on is None:
        yield OpenPoint("missing", "invoiced_on", _("Enter the date of the invoice."))
    elif claim.invoiced_on > today:
        yield OpenPoint("in-the-future", "invoiced_on", _("The date of the invoice is in the future: check it."))
    yield from _total(claim, eligibility)


def _total(claim: Claim, eligibility: Eligibility) -> Iterator[OpenPoint]:
    total = claim.total_incl_vat
    if total is None:
        yield OpenPoint(
            "missing", "total_incl_vat", _("Enter the total of the invoice, VAT included, before the bonus.")
        )
    elif total <= money.ZERO:
        yield OpenPoint("total-not-positive", "total_incl_vat", _("The total of the invoice is above zero: check it."))
    else:
        yield from bill_refusals(eligibility, total)


def _is_claimed_elsewhere(claim: Claim) -> bool:
    others = Claim.objects.filter(invoice_key=claim.invoice_key, status__in=OPEN_STATUSES).exclude(pk=claim.pk)
    return claim.invoice_key != "" and others.exists()


def _documents(claim: Claim, *, has_circular_parts: bool) -> Iterator[OpenPoint]:
    sentences = {
        MissingDocument.INVOICE: _("Add the invoice: a PDF, or a photo of each page."),
        MissingDocument.NAMEPLATE: _("Add a photo of the nameplate, or of the screen that shows the IMEI."),
        MissingDocument.CUSTOMER_CONSENT: _("Add the customer’s signed consent to parts from the circular economy."),
    }
    for document in missing_documents(claim, has_circular_parts=has_circular_parts):
        yield OpenPoint("missing", f"documents.{document.value}", sentences[document])
