"""The company: its bank account, its certificates, for whom a person works."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.roles import Role
from payments.models import BankAccount
from tests.conftest import SignedInClient
from tests.factories.accounts import MembershipFactory
from tests.factories.certification import CertificateFactory, RepairerFactory, WorkshopFactory
from tests.factories.payments import BankAccountFactory
from tests.payments.accounts import french_iban
from tests.portal.repairer.shop import Shop, at

MOST_QUERIES = 12


class TestBankAccount:
    """Added by owners who have just proved who they are."""

    def test_an_owner_adds_one(self, shop: Shop) -> None:
        data = {"iban": french_iban(10_000_000_123), "holder_name": "ATELIER SARL"}
        assert shop.post("bank-account-add", data=data).url == at("bank-account")
        account = BankAccount.objects.get()
        page = shop.get("bank-account").content.decode()
        assert account.status == BankAccount.Status.PENDING
        assert account.last_four in page
        assert data["iban"] not in page

    @pytest.mark.parametrize("iban", ["", "FR76 3000 6000 0112 3456 7890 188", "hello"])
    def test_a_wrong_iban_is_refused_in_words(self, shop: Shop, iban: str) -> None:
        answer = shop.post("bank-account-add", data={"iban": iban, "holder_name": "ATELIER SARL"})
        assert answer.status_code == 422
        assert answer.context["form"].errors["iban"]
        assert not BankAccount.objects.exists()

    def test_an_employee_sees_it_and_cannot_change_it(self, shop: Shop, signed_in: Any) -> None:
        client: SignedInClient = signed_in(Role.REPAIRER_EMPLOYEE, organisation=shop.repairer.organisation)
        BankAccountFactory(repairer=shop.repairer)
        page = client.get(at("bank-account")).content.decode()
        assert "Only owners of the company can change the account." in page
        data = {"iban": french_iban(10_000_000_123), "holder_name": "ATELIER SARL"}
        assert client.post(at("bank-account-add"), data).status_code == 403
        assert BankAccount.objects.count() == 1

    def test_an_old_login_has_to_be_proved_again(self, shop: Shop) -> None:
        session = shop.client.session
        records = session["account_authentication_methods"]
        session["account_authentication_methods"] = [
            record | {"at": record["at"] - timedelta(hours=1).total_seconds()} for record in records
        ]
        session.save()
        data = {"iban": french_iban(10_000_000_123), "holder_name": "ATELIER SARL"}
        assert "reauthenticate" in shop.post("bank-account-add", data=data).url
        assert not BankAccount.objects.exists()


class TestCompany:
    """Data, workshops, certificates."""

    def test_certificates_are_shown_with_how_they_stand(self, shop: Shop) -> None:
        CertificateFactory(workshop=shop.workshop, number="OLD-1", valid_until=date(2025, 1, 1))
        CertificateFactory(workshop=shop.workshop, number="GONE-1", withdrawn_on=date(2026, 1, 1))
        standings = {
            certificate.number: standing
            for place in shop.get("company").context["places"]
            for certificate, standing in place.certificates
        }
        assert standings["OLD-1"] == "over"
        assert standings["GONE-1"] == "withdrawn"
        assert sorted(standings.values()) == ["over", "valid", "withdrawn"]

    def test_one_who_works_for_two_companies_chooses(self, shop: Shop) -> None:
        other = RepairerFactory(legal_name="ZZZ SARL")
        WorkshopFactory(repairer=other)
        MembershipFactory(user=shop.owner, role=Role.REPAIRER_EMPLOYEE, organisation=other.organisation)
        assert shop.get("dashboard").context["company"] == shop.repairer
        shop.post("company-choose", data={"company": other.siren})
        assert shop.get("dashboard").context["company"] == other

    def test_nobody_chooses_a_company_they_do_not_work_for(self, shop: Shop) -> None:
        other = RepairerFactory()
        assert shop.post("company-choose", data={"company": other.siren}).status_code == 404
        assert shop.get("dashboard").context["company"] == shop.repairer

    def test_amounts_of_ones_own_families_are_at_hand(self, shop: Shop) -> None:
        page = shop.get("brands").content.decode()
        assert "Washing machine" in page
        assert "€50.00" in page
