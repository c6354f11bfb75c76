"""What follows from a declaration: the keys that find equal ones, the rate and the bonus."""

from claims.models import Claim
from claims.rules import identifier_key, invoice_key
from claims.selectors.open_points import eligibility_of_claim, has_parts_of_circular_economy

DERIVED_FIELDS = ("identifier_key", "invoice_key", "support_rate", "bonus")


def recompute(claim: Claim) -> None:
    """Set the derived fields from the declared ones; the caller saves `DERIVED_FIELDS`.

    The rate is the one valid on the invoice date; the repair date, then today, stands in while it is missing.
    """
    eligibility = eligibility_of_claim(claim, has_circular_parts=has_parts_of_circular_economy(claim))
    claim.identifier_key = identifier_key(claim.product.identifier_kind if claim.product else "", claim.identifier)
    claim.invoice_key = invoice_key(claim.workshop.siret, claim.invoice_number) if claim.workshop else ""
    claim.support_rate = eligibility.rate
    claim.bonus = eligibility.amount
