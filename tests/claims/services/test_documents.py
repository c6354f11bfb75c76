"""Documents of a claim: kept as they came, once, and removed as long as the claim is open."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django_q.models import OrmQ

from accounts.roles import Role
from claims.invoices.problems import DocumentRefused
from claims.models import Claim, ClaimDocument, DocumentPurpose, DocumentReading
from claims.services.documents import DOCUMENTS_ALLOWED, add_document, note_download, remove_document
from claims.services.sending import send_claim
from claims.states import Status
from core import clock
from core.errors import MoveRefused, NotAllowed
from core.files import private_storage
from tests.claims import stories
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def pdf(number: int = 0) -> BytesIO:
    return BytesIO(b"%PDF-1.4\n" + str(number).encode())


def test_the_original_is_kept_byte_for_byte_under_a_name_that_tells_nothing() -> None:
    document = stories.add(stories.draft())

    with document.file.open("rb") as file:
        kept = file.read()
    assert kept == stories.SOUND.read_bytes()
    assert document.sha256 == sha256(kept).hexdigest()
    assert (document.name, document.content_type, document.size) == ("sound.pdf", "application/pdf", len(kept))
    assert "sound" not in document.file.name


@pytest.mark.parametrize("purpose", DocumentPurpose)
def test_a_document_is_queued_at_once_to_be_read_or_only_drawn(purpose: DocumentPurpose) -> None:
    document = stories.add(stories.draft(), purpose=purpose)

    row = DocumentReading.objects.get()
    assert (row.documents.get(), row.purpose) == (document, purpose)
    assert row.draws_only is (purpose is not DocumentPurpose.INVOICE)
    assert OrmQ.objects.count() == 1


def test_the_same_file_twice_is_one_document(private_files: Path) -> None:
    claim = stories.draft()

    first, second = stories.add(claim), stories.add(claim)

    assert first == second
    assert len(files_in(private_files)) == 1
    assert DocumentReading.objects.count() == 1


def test_the_same_file_may_serve_two_purposes() -> None:
    claim = stories.draft()

    assert stories.add(claim) != stories.add(claim, purpose="nameplate")


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty"), (b"MZ not ours", "wrong-kind"), (b"<html>", "wrong-kind")]
)
def test_a_file_that_is_refused_leaves_nothing(content: bytes, code: str, private_files: Path) -> None:
    claim = stories.draft()

    with pytest.raises(DocumentRefused) as refusal:
        add_document(claim=claim, purpose="invoice", file=BytesIO(content), name="x.pdf", by=claim.created_by)

    assert refusal.value.code == code
    assert not ClaimDocument.objects.exists()
    assert files_in(private_files) == []


def test_there_is_an_end_to_documents(private_files: Path) -> None:
    claim = stories.draft()
    for number in range(DOCUMENTS_ALLOWED):
        add_document(claim=claim, purpose="nameplate", file=pdf(number), name="x.pdf", by=claim.created_by)

    with pytest.raises(DocumentRefused):
        add_document(claim=claim, purpose="nameplate", file=pdf(99), name="x.pdf", by=claim.created_by)

    assert claim.documents.count() == len(files_in(private_files)) == DOCUMENTS_ALLOWED


def test_strangers_add_and_remove_nothing(private_files: Path) -> None:
    claim = stories.draft()
    document = stories.add(claim)

    for stranger in (person(Role.REPAIRER_OWNER), stories.officer()):
        with pytest.raises(NotAllowed):
            add_document(claim=claim, purpose="invoice", file=pdf(), name="x.pdf", by=stranger)
        with pytest.raises(NotAllowed):
            remove_document(document=document, by=stranger)

    assert claim.documents.get() == document
    assert len(files_in(private_files)) == 1


def test_a_sent_claim_takes_and_loses_no_document() -> None:
    claim = stories.complete_draft()
    document = claim.documents.get()
    send_claim(claim=claim, by=claim.created_by)

    with pytest.raises(MoveRefused):
        add_document(claim=claim, purpose="invoice", file=pdf(), name="x.pdf", by=claim.created_by)
    with pytest.raises(MoveRefused):
        remove_document(document=document, by=claim.created_by)

    assert claim.documents.get().removed_at is None


def test_what_is_taken_out_of_a_draft_is_gone_with_its_file(
    private_files: Path, django_capture_on_commit_callbacks: object
) -> None:
    claim = stories.draft()
    document = stories.add(claim)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_document(document=document, by=claim.created_by)

    assert not ClaimDocument.objects.exists()
    assert not DocumentReading.objects.exists()
    assert files_in(private_files) == []
    remove_document(document=document, by=claim.created_by)


def test_what_is_taken_out_of_a_claim_that_came_back_stays_as_evidence() -> None:
    claim = stories.complete_draft()
    document = claim.documents.get()
    send_claim(claim=claim, by=claim.created_by)
    Claim.objects.filter(pk=claim.pk).update(status=Status.CORRECTION_REQUESTED, clock_stopped_on=clock.today())

    remove_document(document=document, by=claim.created_by)

    assert claim.documents.get().removed_at is not None
    assert private_storage().exists(document.file.name)


def test_taking_out_one_page_has_the_others_read() -> None:
    claim = stories.draft()
    first = stories.add(claim)
    second = stories.add(claim, stories.BONUS_MISSING)
    both = DocumentReading.objects.first()

    remove_document(document=first, by=claim.created_by)

    reading = DocumentReading.objects.get()
    assert reading != both
    assert list(reading.documents.all()) == [second]


def test_taking_out_the_original_of_a_sent_claim_is_recorded() -> None:
    claim, officer = stories.complete_draft(), stories.officer()
    document = claim.documents.get()
    for somebody in (claim.created_by, officer):
        with pytest.raises(NotAllowed):
            note_download(document=document, by=somebody)
    assert not claim.events.exists()
    send_claim(claim=claim, by=claim.created_by)

    note_download(document=document, by=officer)
    with pytest.raises(NotAllowed):
        note_download(document=document, by=person(Role.FINANCE_MAKER))

    assert [(event.move, event.by) for event in claim.events.all()] == [
        ("send", claim.created_by),
        ("download_original", officer),
    ]
