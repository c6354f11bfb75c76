"""Controls of the document itself: is it a readable invoice, to a person, from this seller, seen for the first time?"""

from collections.abc import Iterable

from claims.controls.base import ClaimFacts, Finding, Strength
from claims.controls.evidence import verdicts_on
from claims.invoices.reading import DocumentKind, FieldName
from claims.invoices.verification.evidence import Verdict


class Unreadable:
    """The invoice is there but too little of it can be read."""

    code = "unreadable"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """Without a readable document no other document control can speak."""
        if "invoice" in facts.missing_documents:
            return
        if facts.reading is None or not facts.reading.readable:
            yield Finding(self.code, Strength.WARNING, reason="unreadable")


class NotAnInvoice:
    """The document calls itself something else (quote, repair order, delivery note, credit note) or nothing."""

    code = "not-an-invoice"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """An unknown kind is doubted, without a reason suggested."""
        if verdicts_on(facts) is None or facts.reading is None:
            return
        kind = facts.reading.kind
        if kind is DocumentKind.UNKNOWN:
            yield Finding(self.code, Strength.WARNING)
        elif kind is not DocumentKind.INVOICE:
            yield Finding(self.code, Strength.WARNING, read=kind.value, reason="not-an-invoice")


class BusinessCustomer:
    """The invoice is made out to a company, an association or a public body."""

    code = "business-customer"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """The bonus is for natural persons only."""
        if verdicts_on(facts) is None or facts.reading is None or not facts.reading.customer_is_business:
            return
        name = facts.reading.fields.get(FieldName.CUSTOMER_NAME)
        yield Finding(
            self.code,
            Strength.WARNING,
            declared=facts.declaration.customer_last_name,
            read=name.text if name else "",
            box=name.box if name else None,
            reason="business-customer",
        )


class NoSiret:
    """No SIRET or RCS number of the repairer can be read."""

    code = "no-siret"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """A SIRET that is printed but cannot be made out is a doubt, not a reason."""
        verdicts = verdicts_on(facts)
        seller = verdicts.seller if verdicts else None
        if seller is None or seller.verdict not in (Verdict.ABSENT, Verdict.NEAR):
            return
        reason = "no-siret" if seller.verdict is Verdict.ABSENT else ""
        yield Finding(self.code, Strength.WARNING, facts.declaration.siret, seller.read, seller.box, reason)


class OtherSeller:
    """The invoice bears the valid number of another company."""

    code = "other-seller"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """Another establishment of the same company is another seller too: the certificate holds per workshop."""
        verdicts = verdicts_on(facts)
        seller = verdicts.seller if verdicts else None
        if seller is not None and seller.verdict is Verdict.CONFLICT:
            yield Finding(
                self.code, Strength.WARNING, facts.declaration.siret, seller.read, seller.box, "fraud-suspected"
            )


class Duplicate:
    """Invoice, device or file were seen in an earlier claim."""

    code = "duplicate"

    def check(self, facts: ClaimFacts) -> Iterable[Finding]:
        """One finding for each earlier claim and shared thing."""
        for earlier in facts.earlier:
            yield Finding(
                self.code, Strength.WARNING, declared=earlier.matched_on, read=earlier.reference, reason="duplicate"
            )
