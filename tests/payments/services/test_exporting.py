"""The payment file is made once, checked, and is the same bytes for ever."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import translation
from lxml import etree

from accounts.roles import Role
from core import clock
from core.encryption import encrypt
from core.errors import MoveRefused, NotAllowed
from payments.models import Batch, BatchEvent, CreditTransfer, PaymentLine
from payments.sepa.breaches import PaymentFileRefused
from payments.sepa.pain001 import NAMESPACE
from payments.services.batches import cancel_batch, export_batch, open_payment_file, settle_batch
from payments.services.batches.exporting import write_file
from payments.states import BatchStatus
from tests.factories.accounts import person
from tests.payments.accounts import CREDITOR_IBAN, french_iban
from tests.payments.scenes import (
    approved_batch,
    approver,
    everything,
    exported_batch,
    paid_batch,
    payable_repairer,
    refused,
    submitted_batch,
)

pytestmark = pytest.mark.django_db


def stored_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def texts(content: bytes, name: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(content).iter(f"{{{NAMESPACE}}}{name}")]


def test_the_file_says_what_was_approved() -> None:
    repairer = payable_repairer("50.00", "25.50", iban=CREDITOR_IBAN, holder_name="Électro-Ménager & Fils")
    references = sorted(repairer.claims.values_list("reference", flat=True))
    batch = exported_batch()
    transfer = batch.transfers.get()
    content = batch.file.read()
    assert texts(content, "MsgId") == texts(content, "PmtInfId") == [batch.reference]
    assert texts(content, "EndToEndId") == texts(content, "InstrId") == [transfer.end_to_end_id]
    assert texts(content, "InstdAmt") == ["75.50"]
    assert texts(content, "CtrlSum") == ["75.50", "75.50"]
    assert CREDITOR_IBAN in texts(content, "IBAN")
    assert texts(content, "Nm")[-1] == "Electro-Menager + Fils"
    assert texts(content, "Ustrd") == [f"{batch.reference} 2 BONUS {' '.join(references)}"]
    assert texts(content, "Dt") == [batch.execution_on.isoformat()]


def test_the_file_is_kept_with_its_digest(private_files: Path) -> None:
    payable_repairer()
    batch = exported_batch()
    batch.refresh_from_db()
    (stored,) = stored_files(private_files)
    assert hashlib.sha256(stored.read_bytes()).hexdigest() == batch.file_sha256
    assert batch.status == BatchStatus.EXPORTED
    assert batch.reference not in str(stored)
    event = batch.events.last()
    assert (event.move, event.data["sha256"], event.data["total"]) == ("export", batch.file_sha256, "50.00")


def test_a_second_export_changes_nothing(private_files: Path) -> None:
    payable_repairer()
    someone = approver()
    batch = exported_batch(by=someone)
    before = everything()
    again = export_batch(batch=batch, by=someone)
    assert (again.file.name, again.file_sha256) == (batch.file.name, batch.file_sha256)
    assert everything() == before
    assert len(stored_files(private_files)) == 1


def test_a_file_written_again_has_the_same_bytes_whatever_changed_around_it(tmp_path: Path) -> None:
    repairer = payable_repairer("50.00", "20.00")
    payable_repairer()
    batch = exported_batch()
    repairer.bank_accounts.update(holder_name="Somebody else", bic="BNPAFRPPXXX")
    repairer.legal_name = "Renamed"
    repairer.save()
    path = tmp_path / "again.xml"
    with (
        override_settings(DEBTOR_NAME="Another payer", DEBTOR_IBAN=french_iban(9), DEBTOR_SIREN="552100554"),
        translation.override("en"),
    ):
        written = write_file(Batch.objects.get(pk=batch.pk), path)
    assert path.read_bytes() == batch.file.read()
    assert written.sha256 == batch.file_sha256


def test_keys_rotated_after_approval_leave_the_file_as_it_is() -> None:
    payable_repairer()
    someone = approver()
    batch = approved_batch(by=someone)
    with override_settings(FIELD_ENCRYPTION_KEYS={"t2": b"N" * 32, "t1": b"A" * 32}):
        call_command("rotate_keys")
    with override_settings(FIELD_ENCRYPTION_KEYS={"t2": b"N" * 32}):
        assert export_batch(batch=batch, by=someone).status == BatchStatus.EXPORTED


@pytest.mark.parametrize("tampering", ["amount", "holder", "iban", "line", "day"])
def test_rows_altered_after_approval_give_no_file(tampering: str, private_files: Path) -> None:
    payable_repairer()
    someone = approver()
    batch = approved_batch(by=someone)
    transfer = batch.transfers.get()
    match tampering:
        case "amount":
            CreditTransfer.objects.update(amount="5000.00")
        case "holder":
            CreditTransfer.objects.update(holder_name="Somebody else")
        case "iban":
            CreditTransfer.objects.update(iban_encrypted=encrypt(CREDITOR_IBAN, bound_to=transfer.sealed_for))
        case "line":
            PaymentLine.objects.update(amount="49.00")
        case "day":
            Batch.objects.update(execution_on=clock.today() + timedelta(days=1))
    refused(MoveRefused, "as-approved", lambda: export_batch(batch=batch, by=someone))
    assert stored_files(private_files) == []


@pytest.mark.parametrize("begin", [submitted_batch])
def test_a_batch_that_is_not_approved_has_no_file(begin: Callable[[], Batch], private_files: Path) -> None:
    payable_repairer()
    batch = begin()
    someone = approver()
    refused(MoveRefused, "wrong-status", lambda: export_batch(batch=batch, by=someone))
    cancelled = cancel_batch(batch=batch, by=batch.made_by)
    refused(MoveRefused, "wrong-status", lambda: export_batch(batch=cancelled, by=someone))
    with pytest.raises(ValueError, match="approved"):
        write_file(cancelled, private_files / "file.xml")


def test_a_file_that_cannot_be_recorded_is_not_kept(private_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    payable_repairer()
    someone = approver()
    batch = approved_batch(by=someone)

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(BatchEvent.objects, "create", fail)
    before = everything()
    with pytest.raises(RuntimeError), transaction.atomic():
        export_batch(batch=batch, by=someone)
    assert everything() == before
    assert stored_files(private_files) == []


def test_an_approver_downloads_the_file_and_that_is_recorded() -> None:
    payable_repairer()
    someone = approver()
    batch = exported_batch()
    with open_payment_file(batch=batch, by=someone) as file:
        assert hashlib.sha256(file.read()).hexdigest() == batch.file_sha256
    event = batch.events.last()
    assert (event.move, event.from_status, event.to_status, event.by) == ("download", "exported", "exported", someone)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.FINANCE_APPROVER])
def test_nobody_else_downloads_or_settles(role: Role) -> None:
    payable_repairer()
    batch = exported_batch()
    someone = person(role)
    refused(NotAllowed, "not-allowed", lambda: open_payment_file(batch=batch, by=someone))
    refused(NotAllowed, "not-allowed", lambda: settle_batch(batch=batch, paid_on=clock.today(), by=someone))


def test_a_batch_without_a_file_has_nothing_to_download() -> None:
    payable_repairer()
    batch = approved_batch()
    someone = approver()
    refused(NotAllowed, "not-allowed", lambda: open_payment_file(batch=batch, by=someone))


def test_a_stored_file_that_was_altered_is_not_handed_out(private_files: Path) -> None:
    payable_repairer()
    batch = exported_batch()
    (stored,) = stored_files(private_files)
    stored.write_bytes(stored.read_bytes().replace(b"50.00", b"90.00"))
    someone = approver()
    refused(PaymentFileRefused, "file-altered", lambda: open_payment_file(batch=batch, by=someone))


def test_a_paid_batch_still_offers_its_file() -> None:
    payable_repairer()
    batch = paid_batch()
    with open_payment_file(batch=batch, by=approver()) as file:
        assert hashlib.sha256(file.read()).hexdigest() == batch.file_sha256


def test_no_file_is_made_once_the_execution_day_has_passed() -> None:
    payable_repairer()
    batch = approved_batch()
    Batch.objects.filter(pk=batch.pk).update(execution_on=batch.execution_on - timedelta(days=1))
    refused(MoveRefused, "day-ahead", lambda: export_batch(batch=batch, by=approver()))
