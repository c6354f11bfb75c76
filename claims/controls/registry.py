"""All controls, in the order in which an officer reads their findings."""

from collections.abc import Callable, Collection

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


def run_controls(
    facts: ClaimFacts,
    codes: Collection[str] | None = None,
    *,
    on_failure: Callable[[Control, Exception], Finding] | None = None,
) -> list[Finding]:
    """The findings of all controls, or of those with these codes (None: all).

    `on_failure` answers for a control that raises, so that the others still speak; without it the error goes on.
    """
    findings: list[Finding] = []
    for control in CONTROLS:
        if codes is not None and control.code not in codes:
            continue
        try:
            findings += list(control.check(facts))
        except Exception as error:
            if on_failure is None:
                raise
            findings.append(on_failure(control, error))
    return findings
