"""Who may do what with a claim. The state of the claim is another question: the state table answers it."""

from django.db.models import Q

from accounts.models import Membership, User
from accounts.roles import REPAIRER_ROLES, Role
from certification.models import Repairer
from claims.models import Claim
from claims.states import Status

# Who sees every claim that was sent, and who sees them from approval on.
CLAIM_READERS = (Role.CONTROL_OFFICER, Role.FRAUD_ANALYST, Role.ADMINISTRATOR)
PAYMENT_READERS = (Role.FINANCE_MAKER, Role.FINANCE_APPROVER)
STATUSES_OF_PAYMENT = (Status.APPROVED, Status.IN_PAYMENT, Status.PAID)


def can_start_claim(user: User, repairer: Repairer) -> bool:
    """True for people who work for the repairer now."""
    return user.is_active and _works_for(user, repairer)


def can_edit_claim(user: User, claim: Claim) -> bool:
    """True for people who work for the claim's repairer now: they declare, send, cancel, appeal."""
    return can_start_claim(user, claim.repairer)


def can_see_claim(user: User, claim: Claim) -> bool:
    """True for the repairer's people, for control staff once the claim was sent, for finance once it is approved."""
    if can_edit_claim(user, claim):
        return True
    if claim.sent_at is None:
        return False
    return user.has_role(*CLAIM_READERS) or (user.has_role(*PAYMENT_READERS) and claim.status in STATUSES_OF_PAYMENT)


def can_review_claim(user: User, claim: Claim) -> bool:
    """True for staff who may open a sent claim with its findings: officers and fraud analysts."""
    return claim.sent_at is not None and user.has_role(Role.CONTROL_OFFICER, Role.FRAUD_ANALYST)


def can_decide_claim(user: User, claim: Claim) -> bool:
    """True for control officers, except on a claim of a repairer they work for or worked for since it was begun."""
    return claim.sent_at is not None and user.has_role(Role.CONTROL_OFFICER) and not _is_party(user, claim)


def can_download_original(user: User, claim: Claim) -> bool:
    """True for who may see the untouched file: the repairer's people, officers and fraud analysts."""
    return can_edit_claim(user, claim) or can_review_claim(user, claim)


def _works_for(user: User, repairer: Repairer) -> bool:
    return Membership.objects.filter(
        user=user, organisation_id=repairer.organisation_id, role__in=REPAIRER_ROLES, ended_at=None
    ).exists()


def _is_party(user: User, claim: Claim) -> bool:
    return (
        Membership.objects.filter(user=user, organisation_id=claim.repairer.organisation_id)
        .filter(Q(ended_at=None) | Q(ended_at__gte=claim.created_at))
        .exists()
    )
