"""Controls of eligibility: what certification and reference data say about the claim on the dates that decide."""

from collections.abc import Iterable
from datetime import timedelta

from claims.controls.base import ClaimFacts, Finding, Strength
from claims.rules import is_bill_high_enough


class CertificateNotValid:
    """The workshop held no valid certificate on the day of the repair."""

    code = "certificate-not-valid"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """The day of the repair decides."""
        if facts.eligibility and not facts.eligibility.certificate_valid:
            repaired_on = facts.eligibility.repaired_on
            yield Finding(self.code, Strength.BLOCKER, repaired_on.isoformat() if repaired_on else "")


class FamilyNotCertified:
    """The certificate does not cover the family of the product."""

    code = "family-not-certified"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """Silent without a valid certificate: that says more."""
        if facts.eligibility and facts.eligibility.certificate_valid and not facts.eligibility.family_certified:
            yield Finding(self.code, Strength.BLOCKER, facts.declaration.product_code)


class BrandNotCovered:
    """Another organisation is responsible for the brand, or nobody knows who is."""

    code = "brand-not-covered"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """`read` names the responsible organisation, if known."""
        if facts.eligibility and not facts.eligibility.brand_covered:
            organisation = facts.eligibility.responsible_organisation
            yield Finding(self.code, Strength.BLOCKER, facts.declaration.brand, organisation)


class ProductNotSupported:
    """The product had no support rate on the day of the invoice."""

    code = "product-not-supported"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """The day of the invoice decides the rate."""
        if facts.eligibility and (not facts.eligibility.product_supported or facts.eligibility.rate_amount is None):
            yield Finding(self.code, Strength.BLOCKER, facts.declaration.product_code)


class FaultNotEligible:
    """The declared fault gives no right to the bonus."""

    code = "fault-not-eligible"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """Maintenance, cosmetic damage and consumables are not repairs."""
        if facts.eligibility and not facts.eligibility.fault_eligible:
            yield Finding(self.code, Strength.BLOCKER, reason="fault-not-eligible")


class BillBelowMinimum:
    """The bill does not reach the minimum of the product."""

    code = "bill-below-minimum"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """`declared` is the total incl. VAT, `read` the minimum, in euros."""
        minimum = facts.eligibility.minimum_bill if facts.eligibility else None
        total = facts.declaration.total_incl_vat
        if minimum is not None and total is not None and not is_bill_high_enough(total, minimum_bill=minimum):
            yield Finding(self.code, Strength.BLOCKER, str(total), str(minimum))


class BonusAboveBill:
    """The bonus is more than the bill."""

    code = "bonus-above-bill"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """Nothing is paid then."""
        bonus, total = facts.declaration.bonus, facts.declaration.total_incl_vat
        if facts.eligibility and bonus is not None and total is not None and bonus > total:
            yield Finding(self.code, Strength.BLOCKER, str(bonus), str(total), reason="bonus-wrong")


class BonusDiffersFromRate:
    """The declared bonus is not what the rate of the day gives."""

    code = "bonus-differs-from-rate"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """`read` is what is due, with the supplement for circular-economy parts where there is one."""
        due = facts.eligibility.bonus_due if facts.eligibility else None
        bonus = facts.declaration.bonus
        if due is not None and bonus is not None and bonus != due:
            yield Finding(self.code, Strength.BLOCKER, str(bonus), str(due), reason="bonus-wrong")


class DeadlinePassed:
    """The claim was sent too long after the invoice."""

    code = "deadline-passed"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """The last day still counts; without a deadline in the scheme's settings there is none."""
        eligibility = facts.eligibility
        invoiced_on = facts.declaration.invoiced_on
        if eligibility is None or eligibility.claim_deadline_days is None or invoiced_on is None:
            return
        last_day = invoiced_on + timedelta(days=eligibility.claim_deadline_days)
        if eligibility.sent_on > last_day:
            yield Finding(self.code, Strength.BLOCKER, eligibility.sent_on.isoformat(), last_day.isoformat())


class DeclaredBusiness:
    """The repairer declared a customer who is not a natural person."""

    code = "business-customer"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """The bonus is for natural persons only."""
        if facts.eligibility and not facts.eligibility.customer_is_person:
            name = facts.declaration.customer_last_name
            yield Finding(self.code, Strength.BLOCKER, name, reason="business-customer")


class CircularConsentMissing:
    """Parts from the circular economy were used, and the customer's consent is not there."""

    code = "circular-consent-missing"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """The supplement depends on it."""
        eligibility = facts.eligibility
        if eligibility and eligibility.circular_parts and not eligibility.circular_parts_consent:
            yield Finding(self.code, Strength.BLOCKER, reason="circular-part-consent")


class DocumentMissing:
    """A document that this claim needs is not there."""

    code = "document-missing"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """One finding for each kind of document; `declared` is the kind."""
        for kind in facts.missing_documents:
            reason = "nameplate-missing" if kind == "nameplate" else ""
            yield Finding(self.code, Strength.BLOCKER, kind, reason=reason)
