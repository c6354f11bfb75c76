"""The payment file: made once from frozen data, checked before it is offered, the same bytes for ever."""

import hmac
import tempfile
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import NotAllowed
from core.files import chunks_of, private_name, private_storage, sha256_of
from payments.models import Batch
from payments.permissions import can_download_payment_file
from payments.sepa.breaches import PaymentFileRefused
from payments.sepa.writing import WrittenFile, write_checked
from payments.services.batches.files import digest_now, payment_file
from payments.services.batches.moves import append_event, guards_of, lock_accounts, lock_batch, make_move, require_move
from payments.states import BATCH_WORKFLOW, BatchStatus


def export_batch(*, batch: Batch, by: User) -> Batch:
    """The batch with its file in the private storage; a batch that has one already is returned as it is.

    The file is made from what was frozen at approval, checked against the rules and the schema, read back, and hashed.
    Raises NotAllowed, MoveRefused, PaymentFileRefused; then there is no file and the batch is as before.
    """
    require_move(by, "export")
    with transaction.atomic():
        locked = lock_batch(batch)
        if locked.file_sha256:
            return locked
        lock_accounts(locked)
        is_as_approved = locked.status == BatchStatus.APPROVED and hmac.compare_digest(
            locked.digest, digest_now(locked, debtor=locked.debtor)
        )
        guards = guards_of(locked, by, is_as_approved=is_as_approved)
        BATCH_WORKFLOW.target("export", locked.state, guards)
        written, name = _stored_file(locked)
        try:
            make_move(
                locked,
                "export",
                guards=guards,
                by=by,
                effects={"file": name, "file_sha256": written.sha256, "exported_at": clock.now()},
                data={
                    "sha256": written.sha256,
                    "bytes": written.size,
                    "transfers": written.count,
                    "total": str(written.total),
                },
            )
        except BaseException:
            private_storage().delete(name)
            raise
    return locked


def write_file(batch: Batch, path: Path) -> WrittenFile:
    """The batch's file written at `path` from its frozen data; the same bytes at each call."""
    if batch.approved_at is None:
        raise ValueError("only an approved batch has a file")
    return write_checked(path, payment_file(batch, debtor=batch.debtor, created_at=batch.approved_at))


def open_payment_file(*, batch: Batch, by: User) -> BinaryIO:
    """The stored file, opened at its start, once its SHA-256 was found to be right; the download is recorded.

    Raises NotAllowed, and PaymentFileRefused (`file-altered`) when the stored bytes are not those that were checked.
    """
    if not can_download_payment_file(by, batch):
        raise NotAllowed("not-allowed", _("You may not download this payment file."))
    file = cast(BinaryIO, private_storage().open(str(batch.file)))
    if sha256_of(chunks_of(file)) != batch.file_sha256:
        file.close()
        raise _altered()
    append_event(batch, "download", by=by, source=batch.state)
    return file


def _stored_file(batch: Batch) -> tuple[WrittenFile, str]:
    """The file in the private storage, read back from there: what was written, and its name."""
    storage = private_storage()
    with tempfile.TemporaryDirectory(prefix="payment-") as folder:
        path = Path(folder) / "file.xml"
        written = write_file(batch, path)
        with path.open("rb") as source:
            name = storage.save(private_name("payments", "xml"), File(source))
    with storage.open(name) as stored:
        if sha256_of(chunks_of(cast(BinaryIO, stored))) != written.sha256:
            storage.delete(name)
            raise _altered()
    return written, name


def _altered() -> PaymentFileRefused:
    return PaymentFileRefused(
        "file-altered", _("The stored payment file is not the one that was checked. Tell your technical support.")
    )
