"""Approval by a second person, of exactly what that person saw."""

import hmac

from django.db import transaction

from accounts.models import User
from core import clock
from core.encryption import encrypt
from core.money import total_of
from payments.models import Batch, CreditTransfer
from payments.services.batches.files import (
    bic_of,
    check_before_writing,
    debtor_now,
    digest_now,
    holder_of,
    iban_of,
)
from payments.services.batches.moves import guards_of, lock_accounts, lock_batch, make_move, require_move

_AT_ONCE = 500


def digest_of(batch: Batch) -> str:
    """What the approver's page carries and `approve_batch` compares: a digest of every transfer, account and line."""
    return batch.digest or digest_now(batch, debtor=debtor_now())


def approve_batch(*, batch: Batch, digest: str, by: User) -> Batch:
    """The batch approved as `digest` says it was seen; holders and IBANs are frozen into its transfers.

    Nothing is changed behind the approver's back: when an account may not be used any more the approval is refused,
    and the batch goes back to its maker who takes the transfer out. Raises NotAllowed, MoveRefused, and
    PaymentFileRefused with what banks would refuse.
    """
    require_move(by, "approve")
    with transaction.atomic():
        locked = lock_batch(batch)
        lock_accounts(locked)
        debtor = debtor_now()
        present = digest_now(locked, debtor=debtor)
        guards = guards_of(locked, by, has_seen_digest=hmac.compare_digest(present.encode(), digest.encode()))
        now = clock.now()
        event_data = _totals(locked)
        make_move(
            locked,
            "approve",
            guards=guards,
            by=by,
            effects={"approved_by": by, "approved_at": now, "digest": present, "debtor": debtor},
            data={**event_data, "digest": present},
        )
        _freeze(locked)
        check_before_writing(locked, debtor=debtor, created_at=now)
    return locked


def _freeze(batch: Batch) -> None:
    transfers = list(batch.transfers.filter(withdrawn_at=None).select_related("bank_account"))
    for transfer in transfers:
        holder, iban, bic = holder_of(transfer), iban_of(transfer), bic_of(transfer)
        transfer.holder_name, transfer.bic = holder, bic
        transfer.iban_encrypted = encrypt(iban, bound_to=transfer.sealed_for)
    CreditTransfer.objects.bulk_update(transfers, ["holder_name", "iban_encrypted", "bic"], batch_size=_AT_ONCE)


def _totals(batch: Batch) -> dict[str, object]:
    amounts = list(batch.transfers.filter(withdrawn_at=None).values_list("amount", flat=True))
    return {"transfers": len(amounts), "total": str(total_of(amounts))}
