"""Another person approves exactly what that person saw."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.roles import Role
from core import clock
from core.encryption import decrypt
from core.errors import MoveRefused, NotAllowed
from payments.models import Batch, CreditTransfer
from payments.sepa.breaches import PaymentFileRefused
from payments.services.bank_accounts import refuse_bank_account
from payments.services.batches import (
    approve_batch,
    digest_of,
    drop_transfers,
    export_batch,
    reschedule_batch,
    revoke_batch,
    send_back_batch,
    submit_batch,
    withdraw_transfers,
)
from payments.states import BatchStatus
from tests.factories.accounts import person
from tests.payments.accounts import CREDITOR_IBAN
from tests.payments.scenes import (
    approved_batch,
    approver,
    both_roles,
    made_batch,
    maker,
    payable_repairer,
    refused,
    submitted_batch,
)

pytestmark = pytest.mark.django_db


def test_another_person_approves_what_it_saw_and_accounts_are_frozen() -> None:
    repairer = payable_repairer(holder_name="Atelier Durand SARL", iban=CREDITOR_IBAN)
    someone = approver()
    batch = submitted_batch()
    seen = digest_of(batch)
    approved = approve_batch(batch=batch, digest=seen, by=someone)
    approved.refresh_from_db()
    assert (approved.status, approved.approved_by, approved.digest) == (BatchStatus.APPROVED, someone, seen)
    transfer = approved.transfers.get(repairer=repairer)
    assert (transfer.holder_name, transfer.bic) == ("Atelier Durand SARL", "AGRIFRPPXXX")
    assert decrypt(transfer.iban_encrypted, bound_to=f"credit-transfer:{transfer.public_id}") == CREDITOR_IBAN
    assert approved.debtor["name"] == "Repair Fund"
    assert digest_of(approved) == seen


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FINANCE_APPROVER])
def test_only_an_approver_approves_exports_and_settles(role: Role) -> None:
    payable_repairer()
    batch = submitted_batch()
    someone = person(role)
    digest = digest_of(batch)
    refused(NotAllowed, "not-allowed", lambda: approve_batch(batch=batch, digest=digest, by=someone))
    refused(NotAllowed, "not-allowed", lambda: export_batch(batch=batch, by=someone))
    refused(NotAllowed, "not-allowed", lambda: revoke_batch(batch=batch, by=someone))
    refused(NotAllowed, "not-allowed", lambda: withdraw_transfers(batch=batch, by=someone))


def test_neither_who_made_nor_who_submitted_a_batch_approves_it() -> None:
    payable_repairer()
    made, submitted = both_roles(maker()), both_roles(maker())
    batch = submit_batch(batch=made_batch(by=made), by=submitted)
    digest = digest_of(batch)
    for someone in (made, submitted):
        refused(
            MoveRefused,
            "other-person",
            lambda someone=someone: approve_batch(batch=batch, digest=digest, by=someone),
        )


@pytest.mark.parametrize("act", ["added_by", "confirmed_by"])
def test_who_added_or_confirmed_an_account_does_not_approve_a_batch_that_pays_to_it(act: str) -> None:
    someone = approver()
    payable_repairer(**{act: someone})
    payable_repairer()
    batch = submitted_batch()
    digest = digest_of(batch)
    refused(MoveRefused, "not-account-handler", lambda: approve_batch(batch=batch, digest=digest, by=someone))
    assert approve_batch(batch=batch, digest=digest, by=approver()).status == BatchStatus.APPROVED


def test_a_batch_that_changed_since_it_was_looked_at_is_not_approved() -> None:
    payable_repairer()
    by, someone = maker(), approver()
    batch = submitted_batch(by=by)
    seen = digest_of(batch)
    send_back_batch(batch=batch, by=by)
    reschedule_batch(batch=batch, execution_on=clock.today() + timedelta(days=1), by=by)
    submit_batch(batch=batch, by=by)
    refused(MoveRefused, "digest-seen", lambda: approve_batch(batch=batch, digest=seen, by=someone))
    refused(MoveRefused, "digest-seen", lambda: approve_batch(batch=batch, digest="é", by=someone))


def test_an_amount_changed_behind_the_services_is_not_approved() -> None:
    payable_repairer()
    someone = approver()
    batch = submitted_batch()
    seen = digest_of(batch)
    CreditTransfer.objects.update(amount=F("amount") + 1)
    refused(MoveRefused, "digest-seen", lambda: approve_batch(batch=batch, digest=seen, by=someone))


def test_the_database_refuses_an_approver_who_made_or_submitted_the_batch() -> None:
    payable_repairer()
    batch = approved_batch()
    for by in (batch.made_by, batch.submitted_by):
        with pytest.raises(IntegrityError), transaction.atomic():
            Batch.objects.filter(pk=batch.pk).update(approved_by=by)


def test_a_second_approval_has_no_second_effect() -> None:
    payable_repairer()
    someone = approver()
    batch = approved_batch(by=someone)
    digest = batch.digest
    refused(MoveRefused, "wrong-status", lambda: approve_batch(batch=batch, digest=digest, by=someone))


@pytest.mark.parametrize("act", ["submit", "reschedule"])
def test_who_took_part_in_preparing_a_batch_does_not_approve_it(act: str) -> None:
    payable_repairer()
    first, second = maker(), both_roles(maker())
    batch = made_batch(by=first)
    if act == "submit":
        send_back_batch(batch=submit_batch(batch=batch, by=second), by=first)
    else:
        reschedule_batch(batch=batch, execution_on=clock.today() + timedelta(days=3), by=second)
    batch = submit_batch(batch=batch, by=first)
    refused(MoveRefused, "other-person", lambda: approve_batch(batch=batch, digest=digest_of(batch), by=second))


def test_who_took_a_transfer_out_of_a_batch_does_not_approve_it() -> None:
    payable_repairer()
    account = payable_repairer().bank_accounts.get()
    first, second = maker(), both_roles(maker())
    batch = made_batch(by=first)
    refuse_bank_account(account=account, reason="Closed.", by=first)
    drop_transfers(batch=batch, by=second)
    batch = submit_batch(batch=batch, by=first)
    refused(MoveRefused, "other-person", lambda: approve_batch(batch=batch, digest=digest_of(batch), by=second))


def test_what_banks_would_refuse_is_not_approved(settings: Any) -> None:
    payable_repairer()
    batch = submitted_batch()
    settings.DEBTOR_SIREN = "123"
    act = partial(approve_batch, batch=batch, digest=digest_of(batch), by=approver())
    refused(PaymentFileRefused, "file-breaches", act)
