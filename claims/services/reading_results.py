"""What a reading leaves behind: its row, the pictures of its pages, values for fields that are still empty."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.core.files.base import File
from django.db import transaction

from claims.invoices.isolation import PageImage as DrawnPage
from claims.invoices.isolation import ReadResult
from claims.models import Claim, DocumentPurpose, DocumentReading, PageImage, ReadingStatus
from claims.selectors.readings import documents_key, files_for
from claims.services.prefill import prefill
from claims.services.reading_json import result_as_json
from claims.states import Status
from core import clock
from core.files import private_name, private_storage
from core.queue import enqueue

CONTROL_JOB = "claims.tasks.control_claim"


def keep_result(row: DocumentReading, started_at: datetime, result: ReadResult) -> None:
    """Store what the attempt that began at `started_at` gave, fill what is empty, wake the controls.

    When another worker has taken the row meanwhile, nothing is kept.
    """
    storage = private_storage()
    stored: list[str] = []

    def save(path: Path, extension: str) -> str:
        with path.open("rb") as file:
            stored.append(storage.save(private_name("pages", extension), File(file)))
        return stored[-1]

    try:
        pages = [_page_image(row, page, save) for page in result.page_images]
        searchable = save(result.searchable_pdf, "pdf") if result.searchable_pdf else ""
        with transaction.atomic():
            is_kept = _write(row, started_at, result, pages, searchable)
    except BaseException:
        delete_files(stored)
        raise
    if not is_kept:
        delete_files(stored)


def _page_image(row: DocumentReading, page: DrawnPage, save: Callable[[Path, str], str]) -> PageImage:
    return PageImage(
        reading=row,
        page=page.page,
        image=save(page.large, "jpg"),
        small_image=save(page.small, "jpg"),
        width=page.width,
        height=page.height,
    )


def _write(
    row: DocumentReading, started_at: datetime, result: ReadResult, pages: list[PageImage], searchable: str
) -> bool:
    claim = Claim.objects.select_for_update(of=("self",)).select_related("repairer").filter(pk=row.claim_id).first()
    is_done = bool(result.page_images) if row.draws_only else result.reading is not None
    failed = next((problem.code for problem in result.problems if problem.refuses), "broken")
    mine = DocumentReading.objects.filter(pk=row.pk, status=ReadingStatus.RUNNING, started_at=started_at)
    is_mine = mine.update(
        status=ReadingStatus.DONE if is_done else ReadingStatus.FAILED,
        problem="" if is_done else failed,
        result=result_as_json(result.reading, result.problems) if result.reading else None,
        source=result.reading.source.value if result.reading else "",
        searchable_pdf=searchable,
        finished_at=clock.now(),
    )
    if claim is None or not is_mine:
        return False
    PageImage.objects.bulk_create(pages)
    # A late result of files that were replaced meanwhile is kept and not used.
    if row.purpose == DocumentPurpose.INVOICE and row.documents_key == documents_key(files_for(claim)):
        if result.reading and claim.is_editable:
            prefill(claim, result.reading)
        wake_controls(claim)
    return True


def wake_controls(claim: Claim) -> None:
    """Have a sent claim controlled that waited for its reading."""
    if claim.state is Status.SENT:
        enqueue(CONTROL_JOB, claim.pk)


def discard_reading(reading: DocumentReading) -> None:
    """Delete the reading and, once that is committed, the pictures that were made for it."""
    stored: list[str] = [reading.searchable_pdf.name] if reading.searchable_pdf.name else []
    for page in reading.page_images.all():
        stored += [str(page.image.name), str(page.small_image.name)]
    reading.delete()
    transaction.on_commit(lambda: delete_files(stored))


def delete_files(names: Iterable[str]) -> None:
    """Delete stored files."""
    storage = private_storage()
    for name in names:
        storage.delete(name)
