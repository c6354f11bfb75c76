"""Who may do what with money. Money is moved by two people; an administrator only looks on."""

from accounts.models import User
from accounts.roles import OrganisationKind, Role
from certification.models import Repairer
from payments.models import BankAccount, Batch
from payments.states import BatchStatus

FINANCE_ROLES = (Role.FINANCE_MAKER, Role.FINANCE_APPROVER)


def is_owner_of(user: User, repairer: Repairer) -> bool:
    """True when the active person owns this repairer's account now."""
    return (
        user.is_active
        and user.memberships.filter(
            organisation_id=repairer.organisation_id,
            organisation__kind=OrganisationKind.REPAIRER,
            role=Role.REPAIRER_OWNER,
            ended_at=None,
        ).exists()
    )


def can_view_batches(user: User) -> bool:
    """Finance and administrators."""
    return user.has_role(*FINANCE_ROLES, Role.ADMINISTRATOR)


def can_make_batch(user: User) -> bool:
    """A finance maker."""
    return user.has_role(Role.FINANCE_MAKER)


def can_change_batch(user: User) -> bool:
    """A finance maker: reschedule, take transfers out, submit, cancel, as long as the batch is not approved."""
    return user.has_role(Role.FINANCE_MAKER)


def can_send_back_batch(user: User) -> bool:
    """Either of the two: the maker who saw a mistake, the approver who did."""
    return user.has_role(*FINANCE_ROLES)


def can_approve_batch(user: User) -> bool:
    """A finance approver; that it is another person than the maker is a guard of the move."""
    return user.has_role(Role.FINANCE_APPROVER)


def can_export_batch(user: User) -> bool:
    """A finance approver: the file is what goes to the bank."""
    return user.has_role(Role.FINANCE_APPROVER)


def can_settle_batch(user: User) -> bool:
    """A finance approver."""
    return user.has_role(Role.FINANCE_APPROVER)


def can_make_move(user: User, move: str) -> bool:
    """Whether the person's roles allow this move of `payments.states.BATCH_WORKFLOW`."""
    allowed = {
        "submit": can_change_batch,
        "reschedule": can_change_batch,
        "drop": can_change_batch,
        "cancel": can_change_batch,
        "send_back": can_send_back_batch,
        "approve": can_approve_batch,
        "withdraw": can_approve_batch,
        "revoke": can_approve_batch,
        "export": can_export_batch,
        "settle": can_settle_batch,
    }
    return allowed[move](user)


def can_download_payment_file(user: User, batch: Batch) -> bool:
    """A finance approver, once there is a file."""
    return can_export_batch(user) and batch.status in (BatchStatus.EXPORTED, BatchStatus.PAID)


def can_view_bank_accounts(user: User, repairer: Repairer) -> bool:
    """Finance, and the repairer's owners; never the IBAN itself, see `can_reveal_iban`."""
    return user.has_role(*FINANCE_ROLES) or is_owner_of(user, repairer)


def can_add_bank_account(user: User, repairer: Repairer) -> bool:
    """An owner of the repairer, or finance on its behalf."""
    return user.has_role(*FINANCE_ROLES) or is_owner_of(user, repairer)


def can_confirm_bank_account(user: User, account: BankAccount) -> bool:
    """Finance, another person than the one who added it, and nobody who works for the repairer."""
    return can_refuse_bank_account(user) and account.added_by_id != user.pk and not is_owner_of(user, account.repairer)


def can_refuse_bank_account(user: User) -> bool:
    """Finance."""
    return user.has_role(*FINANCE_ROLES)


def can_reveal_iban(user: User) -> bool:
    """Finance, to call back and compare; each time is recorded."""
    return user.has_role(*FINANCE_ROLES)


def can_export_reports(user: User) -> bool:
    """Finance and administrators."""
    return user.has_role(*FINANCE_ROLES, Role.ADMINISTRATOR)
