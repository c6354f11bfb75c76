"""Bank accounts are added by an owner or by finance, and are never in use at once."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.roles import Role
from core import clock
from core.encryption import DecryptionFailed, decrypt
from core.errors import NotAllowed
from payments.iban import IbanRefused
from payments.models import BankAccount
from payments.selectors import bank_accounts_of, bank_accounts_waiting, repairers_sharing_iban, usable_bank_account
from payments.services.bank_accounts import (
    BankAccountRefused,
    add_bank_account,
)
from tests.factories.accounts import person
from tests.factories.certification import RepairerFactory
from tests.factories.claims import owner_of
from tests.factories.payments import BankAccountFactory
from tests.payments.accounts import CREDITOR_IBAN, french_iban
from tests.payments.scenes import refused

pytestmark = pytest.mark.django_db

IBAN = french_iban(123_456)
FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_APPROVER)
NOT_FINANCE = [role for role in Role if role not in FINANCE]


def added(**changes: Any) -> BankAccount:
    repairer = changes.pop("repairer", None) or RepairerFactory()
    values: dict[str, Any] = {"iban": IBAN, "holder_name": "Atelier Durand SARL", "by": owner_of(repairer), **changes}
    return add_bank_account(repairer=repairer, **values)


def test_an_owner_adds_an_account_which_then_waits() -> None:
    account = added(iban="fr14 2004-1010 0505 0001 3M02 606", holder_name="  Atelier   Durand SARL ")
    account.refresh_from_db()
    assert (account.status, account.last_four, account.holder_name) == ("pending", "2606", "Atelier Durand SARL")
    assert account.bank_name
    assert usable_bank_account(account.repairer, clock.now() + timedelta(days=999)) is None
    assert list(bank_accounts_waiting()) == [account]
    assert list(account.events.values_list("act", "by")) == [("add", owner_of(account.repairer).pk)]


def test_the_iban_is_stored_sealed_for_its_row_only() -> None:
    account = added()
    other = added(iban=CREDITOR_IBAN)
    assert IBAN not in str(BankAccount.objects.filter(pk=account.pk).values().get())
    assert decrypt(account.iban_encrypted, bound_to=f"bank-account:{account.public_id}") == IBAN
    with pytest.raises(DecryptionFailed):
        decrypt(account.iban_encrypted, bound_to=f"bank-account:{other.public_id}")


@pytest.mark.parametrize("role", FINANCE)
def test_finance_adds_an_account_on_behalf_of_a_repairer(role: Role) -> None:
    assert added(by=person(role)).status == BankAccount.Status.PENDING


@pytest.mark.parametrize("role", NOT_FINANCE)
def test_nobody_else_adds_an_account(role: Role) -> None:
    repairer = RepairerFactory()
    stranger = person(role)
    refused(NotAllowed, "not-allowed", lambda: added(repairer=repairer, by=stranger))


def test_an_employee_and_a_former_owner_do_not_add_an_account() -> None:
    repairer = RepairerFactory()
    employee = person(Role.REPAIRER_EMPLOYEE, organisation=repairer.organisation)
    former = person(Role.REPAIRER_OWNER, organisation=repairer.organisation)
    former.memberships.update(ended_at=clock.now())
    for someone in (employee, former):
        refused(NotAllowed, "not-allowed", lambda someone=someone: added(repairer=repairer, by=someone))


def test_a_deactivated_owner_does_not_add_an_account() -> None:
    repairer = RepairerFactory()
    owner = person(Role.REPAIRER_OWNER, organisation=repairer.organisation, is_active=False)
    refused(NotAllowed, "not-allowed", lambda: added(repairer=repairer, by=owner))


@pytest.mark.parametrize(
    ("iban", "code"),
    [
        ("", "iban-missing"),
        ("not an iban", "iban-malformed"),
        (IBAN[:-1], "iban-length"),
        (IBAN[:-1] + str((int(IBAN[-1]) + 1) % 10), "iban-checksum"),
        (french_iban(5, key_shift=1), "iban-key"),
    ],
)
def test_a_wrong_iban_is_not_added(iban: str, code: str) -> None:
    repairer = RepairerFactory()
    owner = owner_of(repairer)
    refused(IbanRefused, code, lambda: added(repairer=repairer, by=owner, iban=iban))


@pytest.mark.parametrize(
    ("holder", "code"), [("  ", "holder-missing"), ("---", "holder-missing"), ("A" * 71, "holder-too-long")]
)
def test_an_account_needs_its_holders_name(holder: str, code: str) -> None:
    repairer = RepairerFactory()
    owner = owner_of(repairer)
    refused(BankAccountRefused, code, lambda: added(repairer=repairer, by=owner, holder_name=holder))


def test_the_same_account_is_not_added_twice() -> None:
    account = added()
    refused(BankAccountRefused, "account-unchanged", lambda: added(repairer=account.repairer))


def test_a_new_account_takes_the_place_of_one_that_still_waits() -> None:
    first = added()
    second = added(repairer=first.repairer, iban=CREDITOR_IBAN)
    first.refresh_from_db()
    assert (first.status, first.ended_at is not None) == ("replaced", True)
    assert list(bank_accounts_waiting()) == [second]
    assert list(bank_accounts_of(first.repairer)) == [second, first]


def test_a_new_account_leaves_the_confirmed_one_in_use() -> None:
    account = BankAccountFactory()
    added(repairer=account.repairer)
    assert usable_bank_account(account.repairer, clock.now()) == account


def test_an_iban_that_another_repairer_gave_is_flagged_on_both() -> None:
    first, second = added(), added()
    alone = added(iban=CREDITOR_IBAN)
    assert list(repairers_sharing_iban(first)) == [second.repairer]
    assert list(repairers_sharing_iban(second)) == [first.repairer]
    flagged = {account.pk: account.is_iban_shared for account in bank_accounts_waiting()}
    assert flagged == {first.pk: True, second.pk: True, alone.pk: False}


def test_an_iban_counts_as_given_by_a_repairer_who_has_another_one_now() -> None:
    first = added()
    added(repairer=first.repairer, iban=CREDITOR_IBAN)
    assert list(repairers_sharing_iban(added())) == [first.repairer]
