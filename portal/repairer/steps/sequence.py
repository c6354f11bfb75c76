"""The four steps of a claim: their order, addresses, and which field stands on which."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.states import Status


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the claim; `number` counts from 1."""

    number: int
    slug: str
    title: str | Promise

    def url(self, claim: Claim) -> str:
        """The address of this step for the claim."""
        return reverse(f"repairer:claim-{self.slug}", args=[claim.public_id])


APPLIANCE = Step(1, "appliance", _("Appliance and fault"))
CUSTOMER = Step(2, "customer", _("Customer"))
DOCUMENTS = Step(3, "documents", _("Invoice and documents"))
CHECK = Step(4, "check", _("Check and send"))
STEPS = (APPLIANCE, CUSTOMER, DOCUMENTS, CHECK)
BY_SLUG = {step.slug: step for step in STEPS}

_INVOICE_FIELDS = frozenset(
    {
        "invoice_number",
        "invoice_key",
        "invoiced_on",
        "total_incl_vat",
        "labour_excl_vat",
        "travel_excl_vat",
        "own_reference",
        "bonus",
    }
)
# Findings that are corrected on another step than the one with the invoice.
_STEP_OF_FINDING = {
    **dict.fromkeys(
        (
            "identifier-differs",
            "other-seller",
            "certificate-not-valid",
            "family-not-certified",
            "brand-not-covered",
            "product-not-supported",
            "fault-not-eligible",
            "circular-consent-missing",
        ),
        APPLIANCE,
    ),
    "business-customer": CUSTOMER,
}


def step_of_field(path: str) -> Step:
    """The step on which the field with this dotted path is filled in; the check for the claim as a whole."""
    name = path.partition(".")[0]
    if not name:
        return CHECK
    if name == "customer":
        return CUSTOMER
    if name == "documents" or name in _INVOICE_FIELDS:
        return DOCUMENTS
    return APPLIANCE


def step_of_finding(code: str) -> Step:
    """The step on which what a control found can be corrected."""
    return _STEP_OF_FINDING.get(code, DOCUMENTS)


def anchor_of_field(path: str) -> str:
    """The id of the field's input on its step (`customer.last_name` stands there as `id_last_name`)."""
    head, _dot, rest = path.partition(".")
    if head == "customer" and rest:
        return f"id_{rest}"
    if head == "documents":
        return f"document-{rest}" if rest else "documents"
    if head == "parts":
        return "parts"
    if head in {"brand", "brand_text"}:
        return "id_brand"
    return f"id_{head}"


def following(claim: Claim, step: Step) -> Step:
    """Where to go after saving the step: the next one, or the check when only a correction is made."""
    if claim.state is Status.CORRECTION_REQUESTED:
        return CHECK
    return STEPS[min(step.number, len(STEPS) - 1)]


def before(step: Step) -> Step | None:
    """The step before this one; None before the first."""
    return STEPS[step.number - 2] if step.number > 1 else None
