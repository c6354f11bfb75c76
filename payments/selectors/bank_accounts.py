"""Bank accounts: which wait, which may be paid to."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from certification.models import Repairer
from payments.models import BankAccount


def usable_accounts(at: datetime) -> QuerySet[BankAccount]:
    """Accounts that may be paid to at that instant: confirmed, their cool-off over."""
    return BankAccount.objects.filter(status=BankAccount.Status.CONFIRMED, usable_from__lte=at)


def usable_bank_account(repairer: Repairer, at: datetime) -> BankAccount | None:
    """The repairer's account that may be paid to at that instant; there is one at most."""
    return usable_accounts(at).filter(repairer=repairer).first()


def bank_accounts_waiting() -> QuerySet[BankAccount]:
    """Accounts that finance has to confirm or refuse, the oldest first.

    Each with `is_iban_shared`: whether another repairer gave the same IBAN at any time.
    """
    others = BankAccount.objects.filter(iban_index=OuterRef("iban_index")).exclude(repairer=OuterRef("repairer"))
    waiting = BankAccount.objects.filter(status=BankAccount.Status.PENDING).annotate(is_iban_shared=Exists(others))
    return waiting.select_related("repairer", "added_by").order_by("added_at", "pk")


def bank_accounts_of(repairer: Repairer) -> QuerySet[BankAccount]:
    """Every account that the repairer ever had, the newest first."""
    return repairer.bank_accounts.select_related("added_by", "confirmed_by").order_by("-pk")


def repairers_sharing_iban(account: BankAccount) -> QuerySet[Repairer]:
    """Other repairers that gave the same IBAN at any time: for finance, before it confirms."""
    others = BankAccount.objects.filter(iban_index=account.iban_index).exclude(repairer=account.repairer_id)
    return Repairer.objects.filter(pk__in=others.values("repairer")).order_by("legal_name", "pk")
