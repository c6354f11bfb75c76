"""Making a batch: approved claims are taken, put together by repairer, and held."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.models import Claim
from claims.services import paying
from core import clock
from core.errors import NotAllowed
from core.money import total_of
from payments.models import BankAccount, Batch, CreditTransfer, PaymentLine
from payments.permissions import can_make_batch
from payments.rules import MOST_CLAIMS, batch_reference, is_execution_day_possible, transfer_id
from payments.selectors import payable_claims, usable_accounts
from payments.services.batches.moves import BatchRefused, append_event
from payments.services.batches.numbers import take_numbers


def make_batch(*, execution_on: date, by: User, most_claims: int = MOST_CLAIMS) -> Batch:
    """A batch being prepared with the claims that can be paid now, the first due first, one transfer a repairer.

    Claims that somebody else is working on at this instant are left for the next batch, so two batches made at once
    share the claims between them and neither waits nor fails. Raises NotAllowed and BatchRefused
    (`execution-day`, `nothing-to-pay`).
    """
    if not can_make_batch(by):
        raise NotAllowed("not-allowed", _("You may not prepare payment batches."))
    require_execution_day(execution_on)
    with transaction.atomic():
        free = payable_claims().select_for_update(skip_locked=True, of=("self",))
        claims = list(free[:most_claims])
        accounts = {
            account.repairer_id: account
            for account in usable_accounts(clock.now()).filter(repairer__in={claim.repairer_id for claim in claims})
        }
        claims = [claim for claim in claims if claim.repairer_id in accounts]
        if not claims:
            raise BatchRefused(
                "nothing-to-pay",
                _("No approved claim can be paid now. The blocked claims are listed with their cause."),
            )
        paying.enter_payment(claims=claims, by=by)
        batch = Batch.objects.create(reference=_next_reference(), execution_on=execution_on, made_by=by)
        transfers = _add_transfers(batch, claims, accounts)
        append_event(
            batch,
            "make",
            by=by,
            source=None,
            data={
                "claims": len(claims),
                "transfers": len(transfers),
                "total": str(total_of(transfer.amount for transfer in transfers)),
            },
        )
    return batch


def require_execution_day(day: date) -> None:
    """BatchRefused (`execution-day`) for a day that is over or far away."""
    if not is_execution_day_possible(day, today=clock.today()):
        raise BatchRefused("execution-day", _("Choose an execution day between today and 60 days from now."))


def _next_reference() -> str:
    year = clock.today().year
    (number,) = take_numbers(f"batch-{year}")
    return batch_reference(year, number)


def _add_transfers(batch: Batch, claims: Sequence[Claim], accounts: dict[int, BankAccount]) -> list[CreditTransfer]:
    by_repairer: dict[int, list[Claim]] = {}
    for claim in claims:
        by_repairer.setdefault(claim.repairer_id, []).append(claim)
    year = clock.today().year
    numbers = take_numbers(f"transfer-{year}", len(by_repairer))
    transfers = CreditTransfer.objects.bulk_create(
        CreditTransfer(
            batch=batch,
            repairer_id=repairer,
            bank_account=accounts[repairer],
            amount=total_of(_bonus_of(claim) for claim in theirs),
            end_to_end_id=transfer_id(year, number),
        )
        for number, (repairer, theirs) in zip(numbers, by_repairer.items(), strict=True)
    )
    PaymentLine.objects.bulk_create(
        PaymentLine(transfer=transfer, claim=claim, amount=_bonus_of(claim))
        for transfer in transfers
        for claim in by_repairer[transfer.repairer_id]
    )
    return transfers


def _bonus_of(claim: Claim) -> Decimal:
    """The claim's bonus in euros; the database has none without one beyond the draft."""
    if claim.bonus is None:
        raise ValueError(f"claim {claim.pk} is approved without a bonus")
    return claim.bonus
