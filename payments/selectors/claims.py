"""Approved claims: which can be paid now, which cannot and why."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from certification.models import Repairer
from claims.models import Claim
from claims.states import Status
from core import clock
from payments.models import BankAccount
from payments.rules import BlockCause
from payments.selectors.bank_accounts import usable_accounts


class BlockedClaims(NamedTuple):
    """Approved claims of one repairer that no batch can take; `usable_from` is the end of the cool-off."""

    repairer: Repairer
    cause: BlockCause
    claims: list[Claim]
    usable_from: datetime | None


def payable_claims() -> QuerySet[Claim]:
    """Approved claims whose repairer has a bank account that may be paid to now; the first due first."""
    return (
        Claim.objects.filter(_has_usable_account(clock.now()), status=Status.APPROVED)
        .select_related("repairer")
        .order_by("payment_due_on", "pk")
    )


def blocked_claims() -> list[BlockedClaims]:
    """Approved claims that cannot be paid now, by repairer, with the cause. Two queries."""
    claims = (
        Claim.objects.filter(~_has_usable_account(clock.now()), status=Status.APPROVED)
        .select_related("repairer")
        .order_by("repairer__legal_name", "repairer_id", "payment_due_on", "pk")
    )
    by_repairer = [list(group) for _, group in groupby(claims, key=lambda claim: claim.repairer_id)]
    accounts = _live_accounts({group[0].repairer_id for group in by_repairer})
    blocked = []
    for group in by_repairer:
        cause, usable_from = block_of(accounts.get(group[0].repairer_id, []))
        blocked.append(BlockedClaims(group[0].repairer, cause, group, usable_from))
    return blocked


def block_of(live_accounts: Iterable[BankAccount]) -> tuple[BlockCause, datetime | None]:
    """Why a repairer with these accounts (ended ones left out) has no usable one; the end of a cool-off."""
    cause = BlockCause.NO_ACCOUNT
    for account in live_accounts:
        if account.status == BankAccount.Status.CONFIRMED:
            return BlockCause.COOL_OFF, account.usable_from
        cause = BlockCause.NOT_CONFIRMED
    return cause, None


def _live_accounts(repairers: set[int]) -> dict[int, list[BankAccount]]:
    live: dict[int, list[BankAccount]] = {}
    for account in BankAccount.objects.filter(repairer__in=repairers, ended_at=None):
        live.setdefault(account.repairer_id, []).append(account)
    return live


def _has_usable_account(at: datetime) -> Exists:
    return Exists(usable_accounts(at).filter(repairer=OuterRef("repairer")))
