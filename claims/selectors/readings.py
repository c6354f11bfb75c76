"""Readings and runs of a claim: the ones that count now."""

from collections.abc import Sequence
from hashlib import sha256

from claims.models import Claim, ClaimDocument, ControlRun, DocumentPurpose, InvoiceReading, PageImage


def invoice_files(claim: Claim) -> list[ClaimDocument]:
    """The claim's present invoice files in the order of their pages."""
    return list(claim.documents.filter(purpose=DocumentPurpose.INVOICE, removed_at=None).order_by("pk"))


def documents_key(files: Sequence[ClaimDocument]) -> str:
    """What names a set of files: the hash of their hashes in their order."""
    return sha256("\n".join(file.sha256 for file in files).encode()).hexdigest()


def latest_reading(claim: Claim) -> InvoiceReading | None:
    """The reading of exactly the files that the claim has now."""
    files = invoice_files(claim)
    return claim.readings.filter(documents_key=documents_key(files)).first() if files else None


def latest_run(claim: Claim) -> ControlRun | None:
    """The newest run of the controls, with its findings."""
    return claim.control_runs.prefetch_related("findings").order_by("-pk").first()


def pages_of(reading: InvoiceReading) -> list[PageImage]:
    """The pictures of all pages in their order; their numbers are those of the boxes."""
    return list(reading.page_images.order_by("page"))
