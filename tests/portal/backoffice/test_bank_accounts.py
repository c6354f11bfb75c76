"""Bank accounts on finance's screens: shown, compared, confirmed by another person, refused."""

import pytest

from accounts.roles import Role
from payments.models import BankAccount, BankAccountEvent
from payments.services.bank_accounts import add_bank_account
from tests.factories.certification import RepairerFactory
from tests.factories.claims import owner_of
from tests.factories.payments import PendingBankAccountFactory
from tests.payments.accounts import french_iban
from tests.payments.scenes import everything

LIST = "/en/backoffice/bank-accounts/"
IBAN = french_iban(12345)


def page(account):
    return f"{LIST}{account.public_id}/"


@pytest.fixture
def finance(signed_in):
    return signed_in(Role.FINANCE_MAKER)


@pytest.fixture
def account():
    return PendingBankAccountFactory(iban=IBAN)


def test_the_iban_is_hidden_until_somebody_asks_and_who_asked_is_recorded(finance, account):
    assert IBAN[4:12] not in finance.get(page(account)).content.decode().replace(" ", "")
    response = finance.post(page(account) + "iban/")
    assert IBAN in response.content.decode().replace(" ", "")
    assert response["Cache-Control"] == "no-store"
    assert BankAccountEvent.objects.get(act="reveal").by == finance.user
    assert IBAN[4:12] not in finance.get(page(account)).content.decode().replace(" ", "")


def test_holder_and_legal_name_are_compared_without_accents_and_legal_form(finance):
    repairer = RepairerFactory(legal_name="Électro Rhône SARL")
    same = PendingBankAccountFactory(repairer=repairer, holder_name="RHONE ELECTRO")
    other = PendingBankAccountFactory(holder_name="Somebody Else")
    assert "The same name" in finance.get(page(same)).content.decode()
    assert "Not the same name" in finance.get(page(other)).content.decode()
    assert "Names differ" in finance.get(LIST).content.decode()


def test_confirming_needs_a_word(finance, account):
    before = everything()
    response = finance.post(page(account) + "confirm/", {"note": ""})
    assert response.status_code == 422
    assert "Say how you made sure" in response.content.decode()
    assert everything() == before
    finance.post(page(account) + "confirm/", {"note": "Called back, spoke with the owner."})
    account.refresh_from_db()
    assert (account.status, account.confirmed_by) == (BankAccount.Status.CONFIRMED, finance.user)


def test_an_iban_of_another_company_warns_and_is_confirmed_only_knowingly(finance, account):
    second = RepairerFactory()
    shared = add_bank_account(repairer=second, iban=IBAN, holder_name="X", by=owner_of(second))
    text = finance.get(page(shared)).content.decode()
    assert "Another repairer gave the same IBAN" in text
    assert account.repairer.legal_name in text
    assert finance.get(LIST).content.decode().count("IBAN of another repairer too") == 2
    before = everything()
    response = finance.post(page(shared) + "confirm/", {"note": "Called back."})
    assert response.status_code == 422
    assert "Called back." in response.content.decode()
    assert everything() == before
    finance.post(page(shared) + "confirm/", {"note": "One owner, two companies.", "shared_iban_accepted": "on"})
    shared.refresh_from_db()
    assert shared.status == BankAccount.Status.CONFIRMED


def test_who_added_the_account_does_not_confirm_it(finance):
    own = add_bank_account(repairer=RepairerFactory(), iban=IBAN, holder_name="X", by=finance.user)
    assert "Another person has to confirm" in finance.get(page(own)).content.decode()
    before = everything()
    response = finance.post(page(own) + "confirm/", {"note": "Me again."})
    assert response.status_code == 422
    assert everything() == before


def test_a_refused_account_has_its_reason(finance, account):
    before = everything()
    assert finance.post(page(account) + "refuse/", {"reason": ""}).status_code == 422
    assert everything() == before
    finance.post(page(account) + "refuse/", {"reason": "The bank does not know the holder."})
    account.refresh_from_db()
    assert account.refusal_reason == "The bank does not know the holder."


def test_an_account_decided_meanwhile_is_told(finance, account):
    finance.post(page(account) + "refuse/", {"reason": "No."})
    before = everything()
    response = finance.post(page(account) + "confirm/", {"note": "Called back."})
    assert response.status_code == 422
    assert "does not wait any more" in response.content.decode()
    assert everything() == before
