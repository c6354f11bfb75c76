"""The facts that the controls of one claim look at, gathered once."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.controls.base import ClaimFacts, Declaration, EarlierClaim, EligibilityFacts
from claims.invoices.reading import Reading
from claims.models import Claim, ClaimDocument, Customer
from claims.selectors.open_points import eligibility_of_claim, has_parts_of_circular_economy, missing_documents
from claims.states import OPEN_STATUSES, Status
from content.selectors import scheme_settings
from core import clock

# More than these are no news to an officer.
EARLIER_SHOWN = 10


def facts_of(claim: Claim, reading: Reading | None) -> ClaimFacts:
    """Declaration, eligibility on the days that decide, missing documents and earlier claims that share something.

    `reading` is None when the invoice could not be read.
    """
    has_circular_parts = has_parts_of_circular_economy(claim)
    customer = Customer.objects.filter(claim=claim).first() or Customer(claim=claim)
    return ClaimFacts(
        declaration=_declaration(claim, customer),
        reading=reading,
        eligibility=_eligibility(claim, customer, has_circular_parts=has_circular_parts),
        missing_documents=[
            document.value for document in missing_documents(claim, has_circular_parts=has_circular_parts)
        ],
        earlier=tuple(earlier_claims(claim)),
    )


def earlier_claims(claim: Claim) -> Iterator[EarlierClaim]:
    """Claims of any repairer with the same invoice, the same appliance or the same file, each by an indexed look-up.

    Drafts and cancelled claims asked for nothing. A refused claim was not paid, so its invoice and its appliance may
    come again; its file at another repairer's is still worth a look.
    """
    others = Claim.objects.exclude(pk=claim.pk)
    open_ones = others.filter(status__in=OPEN_STATUSES)
    if claim.invoice_key:
        yield from _shared(claim, "invoice", open_ones.filter(invoice_key=claim.invoice_key))
    if claim.identifier_key:
        yield from _shared(claim, "identifier", open_ones.filter(identifier_key=claim.identifier_key))
    hashes = list(claim.documents.filter(removed_at=None).values_list("sha256", flat=True))
    holders = ClaimDocument.objects.filter(sha256__in=hashes).exclude(claim=claim).values("claim")
    suspicious = Q(status__in=OPEN_STATUSES) | Q(status=Status.REFUSED) & ~Q(repairer=claim.repairer_id)
    yield from _shared(claim, "file", others.filter(suspicious, pk__in=holders))


def _shared(claim: Claim, matched_on: str, found: QuerySet[Claim]) -> Iterator[EarlierClaim]:
    for reference, repairer in found.order_by("pk").values_list("reference", "repairer")[:EARLIER_SHOWN]:
        yield EarlierClaim(reference or "", matched_on, same_repairer=repairer == claim.repairer_id)


def _declaration(claim: Claim, customer: Customer) -> Declaration:
    repairer, workshop, product = claim.repairer, claim.workshop, claim.product
    names = (repairer.legal_name, repairer.trade_name, workshop.name if workshop else "")
    return Declaration(
        invoice_number=claim.invoice_number,
        invoiced_on=claim.invoiced_on,
        siret=workshop.siret if workshop else "",
        seller_names=tuple(dict.fromkeys(name for name in names if name)),
        customer_last_name=customer.last_name,
        product_code=product.code if product else "",
        product_names=(product.name_fr, product.name_en) if product else (),
        brand=claim.brand_name,
        identifier=claim.identifier,
        identifier_kind=product.identifier_kind if product else "",
        total_incl_vat=claim.total_incl_vat,
        bonus=claim.bonus,
    )


def _eligibility(claim: Claim, customer: Customer, *, has_circular_parts: bool) -> EligibilityFacts:
    eligibility = eligibility_of_claim(claim, has_circular_parts=has_circular_parts)
    return EligibilityFacts(
        repaired_on=claim.repaired_on,
        sent_on=timezone.localdate(claim.sent_at) if claim.sent_at else clock.today(),
        certificate_valid=eligibility.is_certificate_valid,
        family_certified=eligibility.is_family_certified,
        brand_covered=eligibility.is_brand_covered,
        responsible_organisation=eligibility.responsible.name if eligibility.responsible else "",
        product_supported=eligibility.rate is not None,
        fault_eligible=eligibility.is_fault_eligible,
        rate_amount=eligibility.rate.amount if eligibility.rate else None,
        minimum_bill=eligibility.minimum_bill,
        bonus_due=eligibility.amount,
        claim_deadline_days=scheme_settings().claim_deadline_days,
        customer_is_person=customer.title != Customer.Title.COMPANY,
        circular_parts=has_circular_parts,
        circular_parts_consent=claim.circular_parts_consent,
    )
