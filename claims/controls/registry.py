"""All controls, in the order in which an officer reads their findings."""

from collections.abc import Collection

from claims.controls.amounts import BonusMissing, BonusNotDeducted, BonusWrong, TotalDiffers
from claims.controls.base import ClaimFacts, Control, Finding
from claims.controls.document import BusinessCustomer, Duplicate, NoSiret, NotAnInvoice, OtherSeller, Unreadable
from claims.controls.eligibility import (
    BillBelowMinimum,
    BonusAboveBill,
    BonusDiffersFromRate,
    BrandNotCovered,
    CertificateNotValid,
    CircularConsentMissing,
    DeadlinePassed,
    DeclaredBusiness,
    DocumentMissing,
    FamilyNotCertified,
    FaultNotEligible,
    ProductNotSupported,
)
from claims.controls.values import DateDiffers, IdentifierDiffers, NumberDiffers, XmlDiffers

ELIGIBILITY_CONTROLS: tuple[Control, ...] = (
    CertificateNotValid(),
    FamilyNotCertified(),
    BrandNotCovered(),
    ProductNotSupported(),
    FaultNotEligible(),
    DeclaredBusiness(),
    BillBelowMinimum(),
    BonusAboveBill(),
    BonusDiffersFromRate(),
    DeadlinePassed(),
    CircularConsentMissing(),
    DocumentMissing(),
)
DOCUMENT_CONTROLS: tuple[Control, ...] = (
    Duplicate(),
    Unreadable(),
    NotAnInvoice(),
    OtherSeller(),
    NoSiret(),
    BusinessCustomer(),
    NumberDiffers(),
    DateDiffers(),
    IdentifierDiffers(),
    TotalDiffers(),
    BonusMissing(),
    BonusWrong(),
    BonusNotDeducted(),
    XmlDiffers(),
)
CONTROLS = ELIGIBILITY_CONTROLS + DOCUMENT_CONTROLS


def run_controls(facts: ClaimFacts, codes: Collection[str] | None = None) -> list[Finding]:
    """The findings of all controls, or of those with these codes (None: all)."""
    return [
        finding for control in CONTROLS if codes is None or control.code in codes for finding in control.check(facts)
    ]
