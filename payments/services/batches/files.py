"""From a batch to what its payment file says: the same batch gives the same file for ever."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.encryption import decrypt
from payments.models import Batch, CreditTransfer
from payments.rules import DigestedTransfer, digest_of_transfers, remittance_text
from payments.sepa import message
from payments.sepa.breaches import PaymentFileRefused
from payments.sepa.preparation import prepared_transfer
from payments.sepa.rules import breaches_of
from payments.sepa.writing import MOST_BREACHES

_AT_ONCE = 1000


def debtor_now() -> dict[str, str]:
    """Who pays, by the settings of this moment; frozen into the batch when it is approved."""
    return {
        "name": settings.DEBTOR_NAME,
        "iban": settings.DEBTOR_IBAN.replace(" ", ""),
        "bic": settings.DEBTOR_BIC,
        "siren": settings.DEBTOR_SIREN,
        "town": settings.DEBTOR_TOWN,
        "country": settings.DEBTOR_COUNTRY,
    }


def payment_file(batch: Batch, *, debtor: Mapping[str, str], created_at: datetime) -> message.PaymentFile:
    """The message of the batch. Its transfers come from a cursor, so they can be read once."""
    address = message.PostalAddress(town=debtor["town"], country=debtor["country"]) if debtor["town"] else None
    return message.PaymentFile(
        message_id=batch.reference,
        created_at=created_at,
        execution_on=batch.execution_on,
        debtor=message.Debtor(
            name=debtor["name"],
            iban=debtor["iban"],
            bic=debtor["bic"] or None,
            siren=debtor["siren"],
            address=address,
        ),
        transfers=_messages(batch),
    )


def check_before_writing(batch: Batch, *, debtor: Mapping[str, str], created_at: datetime) -> None:
    """PaymentFileRefused with the breaches when banks would refuse the file that this batch would give."""
    file = payment_file(batch, debtor=debtor, created_at=created_at)
    breaches = list(islice(breaches_of(file), MOST_BREACHES))
    if breaches:
        raise PaymentFileRefused(
            "file-breaches",
            _("Banks would refuse this batch. Mend the points listed, then try again."),
            breaches=breaches,
        )


def digest_now(batch: Batch, *, debtor: Mapping[str, str]) -> str:
    """The digest of the batch as its rows are: read before approval, and again before the file is made.

    Transfers that left the batch after its approval count: they were approved with the others.
    """
    transfers = tuple(
        DigestedTransfer(
            end_to_end_id=transfer.end_to_end_id,
            repairer=transfer.repairer.siren,
            holder_name=holder_of(transfer),
            iban=iban_of(transfer),
            bic=bic_of(transfer),
            amount=transfer.amount,
            claims=tuple((line.claim.reference or "", line.amount) for line in transfer.lines.all()),
        )
        for transfer in _transfers(batch)
        if transfer.withdrawn_at is None or (batch.approved_at and transfer.withdrawn_at >= batch.approved_at)
    )
    return digest_of_transfers(
        reference=batch.reference, execution_on=batch.execution_on, debtor=debtor, transfers=transfers
    )


def is_frozen(transfer: CreditTransfer) -> bool:
    """True once the batch was approved: the account is then read from the transfer, not from the repairer."""
    return transfer.iban_encrypted != ""


def iban_of(transfer: CreditTransfer) -> str:
    """The IBAN that the transfer goes to."""
    if is_frozen(transfer):
        return decrypt(transfer.iban_encrypted, bound_to=transfer.sealed_for)
    account = transfer.bank_account
    return decrypt(account.iban_encrypted, bound_to=account.sealed_for)


def holder_of(transfer: CreditTransfer) -> str:
    """The legal name of the holder of that account."""
    return transfer.holder_name if is_frozen(transfer) else transfer.bank_account.holder_name


def bic_of(transfer: CreditTransfer) -> str:
    """The BIC of that account's bank, empty when unknown."""
    return transfer.bic if is_frozen(transfer) else transfer.bank_account.bic


def _messages(batch: Batch) -> Iterator[message.CreditTransfer]:
    for transfer in _transfers(batch):
        if transfer.withdrawn_at is None:
            yield prepared_transfer(
                message.CreditTransfer(
                    end_to_end_id=transfer.end_to_end_id,
                    amount=transfer.amount,
                    creditor_name=holder_of(transfer),
                    iban=iban_of(transfer),
                    bic=bic_of(transfer) or None,
                    remittance=remittance_text(
                        batch.reference, [line.claim.reference or "" for line in transfer.lines.all()]
                    ),
                )
            )


def _transfers(batch: Batch) -> Iterator[CreditTransfer]:
    """Every transfer of the batch in the order of the file, a thousand at a time."""
    return (
        batch.transfers.select_related("repairer", "bank_account")
        .prefetch_related("lines__claim")
        .order_by("end_to_end_id")
        .iterator(chunk_size=_AT_ONCE)
    )
