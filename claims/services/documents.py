"""Documents: added one by one as soon as they are chosen, the original untouched; removed while the claim is open."""

from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.declaration.values import text_of
from claims.invoices import intake
from claims.invoices.files import FileKind
from claims.invoices.problems import DocumentRefused
from claims.models import Claim, ClaimDocument, ClaimEvent, DocumentPurpose
from claims.permissions import can_download_original, can_edit_claim
from claims.selectors.readings import files_for
from claims.services.drafts import require_editable
from claims.services.moves import lock_claim, require
from claims.services.reading_results import delete_files, discard_reading
from claims.services.readings import request_reading
from core import clock
from core.files import private_name, private_storage

DOCUMENTS_ALLOWED = 30
_EXTENSIONS = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.HEIC: "heic"}


def add_document(*, claim: Claim, purpose: str, file: BinaryIO, name: str, by: User) -> ClaimDocument:
    """Keep a file as it came and have it read and drawn at once.

    The same bytes for the same purpose give the document that is there. `name` is only a label. Raises DocumentRefused
    (`empty`, `too-large`, `wrong-kind`, `too-many-pixels`, `too-many-documents`) with nothing kept, and MoveRefused
    once the claim can no longer be changed.
    """
    require(can_edit_claim(by, claim))
    require_editable(claim)
    look = intake.look_at(file)
    storage = private_storage()
    stored = storage.save(private_name("documents", _EXTENSIONS[look.kind]), file)
    try:
        with transaction.atomic():
            document = _add(claim, DocumentPurpose(purpose), look, stored, name, by)
    except BaseException:
        storage.delete(stored)
        raise
    if document.file.name != stored:
        storage.delete(stored)
    return document


def _add(
    claim: Claim, purpose: DocumentPurpose, look: intake.Intake, stored: str, name: str, by: User
) -> ClaimDocument:
    row = lock_claim(claim)
    require(can_edit_claim(by, row))
    require_editable(row)
    present = row.documents.filter(removed_at=None)
    same = present.filter(purpose=purpose, sha256=look.sha256).first()
    if same is not None:
        return same
    if present.count() >= DOCUMENTS_ALLOWED:
        raise DocumentRefused(
            "too-many-documents", _("There are 30 documents already: remove one, or put several pages into one PDF.")
        )
    document = ClaimDocument.objects.create(
        claim=row,
        purpose=purpose,
        file=stored,
        name=text_of(name)[-200:] or purpose.value,
        content_type=look.kind.value,
        size=look.size,
        sha256=look.sha256,
        uploaded_by=by,
    )
    row.save(update_fields=["changed_at"])
    request_reading(claim=row, purpose=purpose)
    return document


@transaction.atomic
def remove_document(*, document: ClaimDocument, by: User) -> None:
    """Take a document out of the claim.

    Of a claim that was never sent the file goes too; of one that was sent before it stays as evidence, marked removed.
    Removing it twice is removing it once.
    """
    row = lock_claim(document.claim)
    require(can_edit_claim(by, row))
    require_editable(row)
    present = row.documents.filter(pk=document.pk, removed_at=None).first()
    if present is None:
        return
    if row.sent_at is None:
        discard(present)
    else:
        present.removed_at = clock.now()
        present.save(update_fields=["removed_at"])
    row.save(update_fields=["changed_at"])
    purpose = DocumentPurpose(present.purpose)
    if files_for(row, purpose):
        request_reading(claim=row, purpose=purpose)


@transaction.atomic
def note_download(*, document: ClaimDocument, by: User) -> ClaimEvent:
    """Record that the person takes the untouched file of a sent claim out of the product. Raises NotAllowed."""
    row = lock_claim(document.claim)
    # A draft keeps no history, so that it can be deleted; nobody but its repairer sees its files.
    require(row.sent_at is not None and can_download_original(by, row))
    return ClaimEvent.objects.create(
        claim=row,
        move="download_original",
        from_status=row.status,
        to_status=row.status,
        by=by,
        data={"document": str(document.public_id)},
    )


def discard(document: ClaimDocument) -> None:
    """Delete the row, the readings of its file and, once that is committed, the files themselves."""
    for reading in document.readings.all():
        discard_reading(reading)
    stored = str(document.file.name)
    document.delete()
    transaction.on_commit(lambda: delete_files([stored]))
