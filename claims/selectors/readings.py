"""Readings and runs of a claim: the ones that count now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from claims.models import Claim, ClaimDocument, ControlRun, DocumentPurpose, DocumentReading, PageImage
from core import clock

DRAWN_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class DocumentPages:
    """The pictures of all files that a claim has now for one purpose; none while they are still to be drawn."""

    purpose: DocumentPurpose
    reading: DocumentReading
    pages: list[PageImage]

    @property
    def is_awaited(self) -> bool:
        """True while it is worth looking again in a moment; what takes longer is left to the sweep."""
        return self.reading.is_open and clock.now() - self.reading.queued_at < DRAWN_WITHIN


def files_for(claim: Claim, purpose: DocumentPurpose = DocumentPurpose.INVOICE) -> list[ClaimDocument]:
    """The claim's present files for the purpose, in the order of their pages."""
    return list(claim.documents.filter(purpose=purpose, removed_at=None).order_by("pk"))


def documents_key(files: Sequence[ClaimDocument]) -> str:
    """What names a set of files: the hash of their hashes in their order."""
    return sha256("\n".join(file.sha256 for file in files).encode()).hexdigest()


def latest_reading(claim: Claim, purpose: DocumentPurpose = DocumentPurpose.INVOICE) -> DocumentReading | None:
    """The reading of exactly the files that the claim has now for the purpose, its invoice if none is named."""
    files = files_for(claim, purpose)
    return claim.readings.filter(purpose=purpose, documents_key=documents_key(files)).first() if files else None


def latest_run(claim: Claim) -> ControlRun | None:
    """The newest run of the controls, with its findings."""
    return claim.control_runs.prefetch_related("findings").order_by("-pk").first()


def pages_of(reading: DocumentReading) -> list[PageImage]:
    """The pictures of all pages in their order; their numbers are those of the boxes."""
    return list(reading.page_images.order_by("page"))


def pages_of_documents(claim: Claim) -> list[DocumentPages]:
    """What can be seen of the documents beside the invoice, by purpose; files that were taken out are not among it."""
    readings = [
        (purpose, latest_reading(claim, purpose))
        for purpose in DocumentPurpose
        if purpose is not DocumentPurpose.INVOICE
    ]
    return [DocumentPages(purpose, reading, pages_of(reading)) for purpose, reading in readings if reading]
