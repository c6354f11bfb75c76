"""Two repairers that give one IBAN at the same instant are both found out."""

from functools import partial

import pytest

from payments.models import BankAccount
from payments.selectors import repairers_sharing_iban
from payments.services.bank_accounts import add_bank_account
from tests.factories.certification import RepairerFactory
from tests.factories.claims import owner_of
from tests.payments.accounts import french_iban
from tests.payments.races.threads import at_once, errors_in

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_repairers_that_give_one_iban_at_once_are_all_seen() -> None:
    for number in range(5):
        repairers = [RepairerFactory() for _ in range(4)]
        owners = [owner_of(repairer) for repairer in repairers]
        iban = french_iban(777_000 + number)
        results = at_once(
            *(
                partial(add_bank_account, repairer=repairer, iban=iban, holder_name="Atelier Durand", by=by)
                for repairer, by in zip(repairers, owners, strict=True)
            )
        )
        assert errors_in(results) == []
        accounts = BankAccount.objects.filter(repairer__in=repairers)
        assert [repairers_sharing_iban(account).count() for account in accounts] == [3, 3, 3, 3]
