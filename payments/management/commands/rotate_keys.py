"""Seal again with the current key whatever another one sealed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import QuerySet

from accounts.services.seeds import seal_seeds_again
from core.encryption import decrypt, encrypt, needs_sealing_again
from payments.models import BankAccount, CreditTransfer

_AT_ONCE = 500


class Command(BaseCommand):
    """Put the new key first in FIELD_ENCRYPTION_KEYS, restart, run this, then drop the old key. May be run again."""

    help = "Seal IBANs and second factors again with the first key of FIELD_ENCRYPTION_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through bank accounts and transfers, some hundred rows a transaction; stop at one that does not open."""
        del args, options
        accounts = _seal_again(BankAccount.objects.all())
        transfers = _seal_again(CreditTransfer.objects.all())
        factors = seal_seeds_again()
        self.stdout.write(f"Sealed again: {accounts} bank accounts, {transfers} transfers, {factors} second factors.")


def _seal_again(everything: QuerySet[Any]) -> int:
    count = 0
    last = 0
    while True:
        with transaction.atomic():
            rows = list(everything.select_for_update(no_key=True).filter(pk__gt=last).order_by("pk")[:_AT_ONCE])
            for row in rows:
                if row.iban_encrypted and needs_sealing_again(row.iban_encrypted):
                    iban = decrypt(row.iban_encrypted, bound_to=row.sealed_for)
                    row.iban_encrypted = encrypt(iban, bound_to=row.sealed_for)
                    row.save(update_fields=["iban_encrypted"])
                    count += 1
        if not rows:
            return count
        last = rows[-1].pk
