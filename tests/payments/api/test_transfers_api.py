"""Transfers over the API: a company's own, once two people approved them."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.roles import Role
from tests.factories.claims import owner_of
from tests.factories.payments import ApprovedBatchFactory, SubmittedBatchFactory, transfer_of

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/transfers/"


def _paid_line(batch_factory: Any) -> Any:
    return transfer_of(batch_factory()).lines.get()


def test_a_repairer_reads_own_transfers_with_what_they_pay(signed_in: Callable[..., Any]) -> None:
    line, other = _paid_line(ApprovedBatchFactory), _paid_line(ApprovedBatchFactory)
    client = signed_in(Role.REPAIRER_OWNER, user=owner_of(line.transfer.repairer))
    (told,) = client.get(ADDRESS).json()["results"]
    assert told["end_to_end_id"] == line.transfer.end_to_end_id
    assert told["account_ending"] == line.transfer.bank_account.last_four
    assert [paid["reference"] for paid in told["lines"]] == [line.claim.reference]
    assert client.get(f"{ADDRESS}{other.transfer.public_id}/").status_code == 404


def test_a_transfer_is_not_told_before_two_people_approved_it(signed_in: Callable[..., Any]) -> None:
    line = _paid_line(SubmittedBatchFactory)
    client = signed_in(Role.REPAIRER_OWNER, user=owner_of(line.transfer.repairer))
    assert client.get(ADDRESS).json()["results"] == []
    assert client.get(f"{ADDRESS}{line.transfer.public_id}/").status_code == 404


def test_the_account_number_is_not_told(signed_in: Callable[..., Any]) -> None:
    line = _paid_line(ApprovedBatchFactory)
    text = signed_in(Role.REPAIRER_OWNER, user=owner_of(line.transfer.repairer)).get(ADDRESS).content.decode()
    assert line.transfer.bank_account.last_four in text
    assert "FR76" not in text
    assert "iban" not in text.lower()


@pytest.mark.parametrize("role", [Role.FINANCE_MAKER, Role.CONTROL_OFFICER, Role.ADMINISTRATOR])
def test_staff_find_transfers_in_the_back_office_not_here(signed_in: Callable[..., Any], role: Role) -> None:
    _paid_line(ApprovedBatchFactory)
    assert signed_in(role).get(ADDRESS).json()["results"] == []
