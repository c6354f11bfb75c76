"""Where a test begins: repairers to be paid, people of finance, batches at each of their states."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from certification.models import Repairer
from claims.models import Claim
from core import clock
from core.errors import Refused
from payments.models import BankAccount, Batch
from payments.services.bank_accounts import add_bank_account, confirm_bank_account
from payments.services.batches import approve_batch, digest_of, export_batch, make_batch, settle_batch, submit_batch
from tests.factories.accounts import MembershipFactory, person
from tests.factories.claims import ApprovedClaimFactory, owner_of
from tests.factories.payments import BankAccountFactory
from tests.payments.accounts import CREDITOR_IBAN


def maker() -> User:
    return person(Role.FINANCE_MAKER)


def approver() -> User:
    return person(Role.FINANCE_APPROVER)


def payable_repairer(*bonuses: str, **account: Any) -> Repairer:
    """A repairer with an owner, a usable account and an approved claim for each bonus (one of 50 euros by default)."""
    repairer: Repairer = BankAccountFactory(**account).repairer
    owner_of(repairer)
    for bonus in bonuses or ("50.00",):
        approved_claim(repairer, bonus)
    return repairer


def approved_claim(repairer: Repairer, bonus: str = "50.00", **fields: Any) -> Claim:
    claim: Claim = ApprovedClaimFactory(repairer=repairer, bonus=Decimal(bonus), **fields)
    return claim


def made_batch(*, by: User | None = None, execution_on: date | None = None) -> Batch:
    return make_batch(execution_on=execution_on or clock.today(), by=by or maker())


def submitted_batch(*, by: User | None = None) -> Batch:
    by = by or maker()
    return submit_batch(batch=made_batch(by=by), by=by)


def approved_batch(*, by: User | None = None) -> Batch:
    batch = submitted_batch()
    return approve_batch(batch=batch, digest=digest_of(batch), by=by or approver())


def exported_batch(*, by: User | None = None) -> Batch:
    by = by or approver()
    return export_batch(batch=approved_batch(by=by), by=by)


def paid_batch(*, by: User | None = None) -> Batch:
    by = by or approver()
    return settle_batch(batch=exported_batch(by=by), paid_on=clock.today(), by=by)


def refused(kind: type[Refused], code: str, act: Callable[[], object]) -> None:
    """The act is refused with this code, and nothing was changed."""
    before = everything()
    with pytest.raises(kind) as refusal, transaction.atomic():
        act()
    assert refusal.value.code == code
    assert everything() == before


def everything() -> dict[str, list[Any]]:
    """All that a refused service must leave as it was."""
    models = [
        *apps.get_app_config("payments").get_models(),
        apps.get_model("claims.Claim"),
        apps.get_model("claims.ClaimEvent"),
        apps.get_model("django_q.OrmQ"),
    ]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def replace_account(current: BankAccount) -> BankAccount:
    """Another account of the repairer, given and confirmed now; its cool-off has just begun."""
    account = add_bank_account(
        repairer=current.repairer, iban=CREDITOR_IBAN, holder_name="New holder", by=owner_of(current.repairer)
    )
    return confirm_bank_account(account=account, note="Called back.", by=maker())


def both_roles(user: User) -> User:
    """The person with both roles of finance."""
    for role in (Role.FINANCE_MAKER, Role.FINANCE_APPROVER):
        if not user.has_role(role):
            MembershipFactory(user=user, role=role)
    return User.objects.get(pk=user.pk)
