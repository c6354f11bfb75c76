"""A second person confirms, refuses or stops an account; the people concerned are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

from accounts.models import User
from accounts.roles import Role
from content.models import SchemeSettings
from core import clock
from core.encryption import decrypt
from core.errors import NotAllowed
from payments.models import BankAccount
from payments.selectors import usable_bank_account
from payments.services.bank_accounts import (
    BankAccountRefused,
    add_bank_account,
    confirm_bank_account,
    refuse_bank_account,
    reveal_iban,
)
from tests.factories.accounts import MembershipFactory, person
from tests.factories.certification import RepairerFactory
from tests.factories.claims import owner_of
from tests.factories.payments import BankAccountFactory, PendingBankAccountFactory
from tests.payments.accounts import french_iban
from tests.payments.scenes import refused

pytestmark = pytest.mark.django_db

IBAN = french_iban(123_456)
FINANCE = (Role.FINANCE_MAKER, Role.FINANCE_APPROVER)
NOT_FINANCE = [role for role in Role if role not in FINANCE]


def added(**changes: Any) -> BankAccount:
    repairer = changes.pop("repairer", None) or RepairerFactory()
    values: dict[str, Any] = {"iban": IBAN, "holder_name": "Atelier Durand SARL", "by": owner_of(repairer), **changes}
    return add_bank_account(repairer=repairer, **values)


def test_a_second_person_confirms_and_the_account_is_used_after_the_cool_off() -> None:
    SchemeSettings.objects.update_or_create(pk=1, defaults={"bank_account_cool_off_hours": 48})
    account = added()
    someone = person(Role.FINANCE_MAKER)
    before = clock.now()
    confirmed = confirm_bank_account(account=account, note=" Called  back. ", by=someone)
    confirmed.refresh_from_db()
    assert (confirmed.status, confirmed.confirmed_by, confirmed.confirmation_note) == (
        "confirmed",
        someone,
        "Called back.",
    )
    assert confirmed.confirmed_at is not None
    assert confirmed.usable_from == confirmed.confirmed_at + timedelta(hours=48)
    assert usable_bank_account(account.repairer, before + timedelta(hours=47)) is None
    assert usable_bank_account(account.repairer, clock.now() + timedelta(hours=48)) == account


def test_confirming_replaces_the_earlier_account_at_once() -> None:
    earlier = BankAccountFactory()
    account = added(repairer=earlier.repairer)
    confirm_bank_account(account=account, note="Called back.", by=person(Role.FINANCE_APPROVER))
    earlier.refresh_from_db()
    assert (earlier.status, earlier.ended_at is not None) == ("replaced", True)
    assert usable_bank_account(earlier.repairer, clock.now()) is None


def test_the_person_who_added_an_account_does_not_confirm_it() -> None:
    someone = person(Role.FINANCE_MAKER)
    account = added(by=someone)
    refused(
        BankAccountRefused, "other-person", lambda: confirm_bank_account(account=account, note="Called.", by=someone)
    )


def test_somebody_who_owns_the_repairer_does_not_confirm_its_account() -> None:
    account = added()
    someone = person(Role.FINANCE_MAKER)
    MembershipFactory(user=someone, organisation=account.repairer.organisation, role=Role.REPAIRER_OWNER)
    someone = User.objects.get(pk=someone.pk)
    refused(
        BankAccountRefused, "other-person", lambda: confirm_bank_account(account=account, note="Called.", by=someone)
    )


@pytest.mark.parametrize("role", NOT_FINANCE)
def test_only_finance_confirms_refuses_and_sees_an_iban(role: Role) -> None:
    account = added()
    someone = person(role)
    refused(NotAllowed, "not-allowed", lambda: confirm_bank_account(account=account, note="Called.", by=someone))
    refused(NotAllowed, "not-allowed", lambda: refuse_bank_account(account=account, reason="Wrong.", by=someone))
    refused(NotAllowed, "not-allowed", lambda: reveal_iban(account=account, by=someone))


@pytest.mark.parametrize(("note", "code"), [(" ", "note-missing"), ("x" * 301, "note-too-long")])
def test_confirming_and_refusing_need_a_note(note: str, code: str) -> None:
    account = added()
    someone = person(Role.FINANCE_MAKER)
    refused(BankAccountRefused, code, lambda: confirm_bank_account(account=account, note=note, by=someone))
    refused(BankAccountRefused, code, lambda: refuse_bank_account(account=account, reason=note, by=someone))


def test_a_shared_iban_is_confirmed_only_by_somebody_who_accepts_it() -> None:
    added()
    account = added()
    someone = person(Role.FINANCE_MAKER)
    refused(
        BankAccountRefused, "iban-shared", lambda: confirm_bank_account(account=account, note="Called.", by=someone)
    )
    accepted = confirm_bank_account(account=account, note="Same group.", by=someone, shared_iban_accepted=True)
    assert accepted.status == BankAccount.Status.CONFIRMED


def test_an_account_that_does_not_wait_is_not_confirmed() -> None:
    account = BankAccountFactory()
    refused(
        BankAccountRefused,
        "not-waiting",
        lambda: confirm_bank_account(account=account, note="Called.", by=person(Role.FINANCE_MAKER)),
    )


def test_a_refused_account_is_never_used_and_says_why() -> None:
    account = refuse_bank_account(
        account=added(), reason="The holder is another company.", by=person(Role.FINANCE_MAKER)
    )
    account.refresh_from_db()
    assert (account.status, account.refusal_reason) == ("refused", "The holder is another company.")
    assert usable_bank_account(account.repairer, clock.now() + timedelta(days=999)) is None
    assert account.events.last().act == "refuse"
    someone = person(Role.FINANCE_APPROVER)
    refused(
        BankAccountRefused, "ended-already", lambda: refuse_bank_account(account=account, reason="Again.", by=someone)
    )


def test_a_confirmed_account_is_stopped_at_once() -> None:
    account = BankAccountFactory()
    refuse_bank_account(account=account, reason="The owner did not ask for it.", by=person(Role.FINANCE_APPROVER))
    assert usable_bank_account(account.repairer, clock.now()) is None
    assert account.events.last().act == "stop"


def test_seeing_an_iban_is_recorded() -> None:
    account = added()
    someone = person(Role.FINANCE_MAKER)
    assert reveal_iban(account=account, by=someone) == IBAN
    event = account.events.last()
    assert (event.act, event.by) == ("reveal", someone)


def test_owners_old_contacts_and_the_contact_address_are_told() -> None:
    repairer = RepairerFactory(email="Boutique@example.org")
    owner = person(Role.REPAIRER_OWNER, organisation=repairer.organisation, email="owner@example.org", language="fr")
    owner.emailaddress_set.create(email="owner-before@example.org", verified=True)
    owner.emailaddress_set.create(email="unverified@example.org", verified=False)
    left = person(Role.REPAIRER_OWNER, organisation=repairer.organisation, email="left@example.org")
    left.memberships.update(ended_at=clock.now() - timedelta(days=5))
    long_ago = person(Role.REPAIRER_OWNER, organisation=repairer.organisation, email="long-ago@example.org")
    long_ago.memberships.update(ended_at=clock.now() - timedelta(days=200))
    person(Role.REPAIRER_EMPLOYEE, organisation=repairer.organisation, email="employee@example.org")
    account = added(repairer=repairer, by=owner)
    assert dict(account.notices.values_list("address", "language")) == {
        "boutique@example.org": "fr",
        "owner@example.org": "fr",
        "owner-before@example.org": "fr",
        "left@example.org": "en",
    }


@pytest.mark.parametrize("act", ["confirm", "refuse"])
def test_each_decision_is_told(act: str) -> None:
    account = PendingBankAccountFactory()
    someone = person(Role.FINANCE_MAKER)
    if act == "confirm":
        confirm_bank_account(account=account, note="Called back.", by=someone)
    else:
        refuse_bank_account(account=account, reason="Wrong holder.", by=someone)
    kinds = set(account.notices.values_list("kind", flat=True))
    assert kinds == {"account_confirmed" if act == "confirm" else "account_refused"}
    assert account.notices.filter(address=owner_of(account.repairer).email).count() == 1


def test_keys_are_rotated_and_the_old_one_can_go() -> None:
    account = BankAccountFactory(iban=IBAN)
    old, new = b"A" * 32, b"N" * 32
    with override_settings(FIELD_ENCRYPTION_KEYS={"t2": new, "t1": old}):
        call_command("rotate_keys")
    account.refresh_from_db()
    with override_settings(FIELD_ENCRYPTION_KEYS={"t2": new}):
        assert decrypt(account.iban_encrypted, bound_to=account.sealed_for) == IBAN


def test_the_iban_of_another_repairer_too_is_not_confirmed_unknowingly() -> None:
    one, _ = added(), added()
    someone = person(Role.FINANCE_MAKER)
    refused(
        BankAccountRefused, "iban-shared", lambda: confirm_bank_account(account=one, note="Called back.", by=someone)
    )
