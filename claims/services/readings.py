"""Readings: asked for with each new set of files, done by a worker, kept, used to fill what is still empty."""

import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.invoices.files import DocumentFile, FileKind
from claims.invoices.isolation import run_reading as read_in_child
from claims.invoices.reading import Reading
from claims.models import Claim, ClaimDocument, DocumentPurpose, DocumentReading, ReadingStatus
from claims.selectors.readings import documents_key, files_for
from claims.services.reading_json import reading_from_result
from claims.services.reading_results import keep_result, wake_controls
from core import clock
from core.errors import Refused
from core.queue import enqueue

READ_JOB = "claims.tasks.read_invoice"
ATTEMPTS_ALLOWED = 3
# A worker that has not finished after this is dead: the child ends after two minutes, the job after three.
DEAD_AFTER = timedelta(minutes=4)
LOST_AFTER = timedelta(minutes=1)
INTERRUPTED = "interrupted"


@transaction.atomic
def request_reading(*, claim: Claim, purpose: DocumentPurpose = DocumentPurpose.INVOICE) -> DocumentReading:
    """Have the claim's files for the purpose read (the invoice) or only drawn (the others).

    One reading for one set of files, however often it is asked for. Raises Refused (`no-invoice`, `no-document`) when
    there is nothing to read.
    """
    files = files_for(claim, purpose)
    if not files and purpose is DocumentPurpose.INVOICE:
        raise Refused("no-invoice", _("Add the invoice first."))
    if not files:
        raise Refused("no-document", _("Add the document first."))
    row, is_new = DocumentReading.objects.get_or_create(
        claim=claim, purpose=purpose, documents_key=documents_key(files)
    )
    if is_new:
        row.documents.set(files)
        enqueue(READ_JOB, row.pk)
    return row


def run_reading(reading_id: int) -> None:
    """Read the files of a waiting reading and keep the result.

    Harmless when it is started twice: the row is claimed first, by one. Reading happens in a child process, outside
    any transaction; a worker that dies leaves the row to the sweep, and after three attempts a person takes over.
    """
    started_at = _claim_row(reading_id)
    if started_at is None:
        return
    row = DocumentReading.objects.get(pk=reading_id)
    files = list(row.documents.order_by("pk"))
    with tempfile.TemporaryDirectory(prefix="reading-") as folder:
        here = Path(folder)
        originals, work = here / "originals", here / "work"
        originals.mkdir()
        work.mkdir()
        result = read_in_child([_fetched(file, originals) for file in files], workdir=work, draws_only=row.draws_only)
        keep_result(row, started_at, result)


def reading_of(row: DocumentReading) -> Reading | None:
    """The reading as the controls and the screens take it; None while there is none, or when it failed."""
    return reading_from_result(row.result) if row.status == ReadingStatus.DONE and row.result else None


def requeue_lost_readings() -> int:
    """Queue again what no worker has taken or finished; give up after three attempts. Returns how many it touched."""
    now = clock.now()
    lost = DocumentReading.objects.filter(
        Q(status=ReadingStatus.WAITING, queued_at__lt=now - LOST_AFTER)
        | Q(status=ReadingStatus.RUNNING, started_at__lt=now - DEAD_AFTER)
    )
    touched = 0
    for pk in lost.values_list("pk", flat=True)[:500]:
        with transaction.atomic():
            row = lost.select_for_update(of=("self",)).select_related("claim").filter(pk=pk).first()
            if row is None:
                continue
            touched += 1
            if row.attempts >= ATTEMPTS_ALLOWED:
                _give_up(row)
                continue
            row.status, row.queued_at = ReadingStatus.WAITING, now
            row.save(update_fields=["status", "queued_at"])
            enqueue(READ_JOB, row.pk)
    return touched


def _claim_row(reading_id: int) -> datetime | None:
    """Take the row for this worker; None when another one has it or it is done. The instant names this attempt."""
    now = clock.now()
    waiting = Q(status=ReadingStatus.WAITING) | Q(status=ReadingStatus.RUNNING, started_at__lt=now - DEAD_AFTER)
    taken = DocumentReading.objects.filter(waiting, pk=reading_id, attempts__lt=ATTEMPTS_ALLOWED).update(
        status=ReadingStatus.RUNNING, started_at=now, attempts=F("attempts") + 1
    )
    return now if taken else None


def _fetched(document: ClaimDocument, folder: Path) -> DocumentFile:
    """The file on this machine's disk, wherever the storage keeps it."""
    path = folder / f"{document.pk}"
    with document.file.open("rb") as source, path.open("wb") as target:
        shutil.copyfileobj(source, target)
    return DocumentFile(path=path, kind=FileKind(document.content_type))


def _give_up(row: DocumentReading) -> None:
    row.status, row.problem, row.finished_at = ReadingStatus.FAILED, INTERRUPTED, clock.now()
    row.save(update_fields=["status", "problem", "finished_at"])
    wake_controls(row.claim)
