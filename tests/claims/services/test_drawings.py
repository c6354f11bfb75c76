"""Documents beside the invoice: drawn and not read, seen as they are now, gone with their files."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from claims.models import Claim, ClaimDocument, ControlRun, DocumentPurpose, DocumentReading, PageImage, ReadingStatus
from claims.selectors import latest_reading, pages_of_documents
from claims.services.controlling import control_claim, requeue_uncontrolled_claims
from claims.services.documents import add_document, remove_document
from claims.services.readings import reading_of, request_reading, run_reading
from claims.services.retention import delete_stale_drafts
from claims.services.sending import send_claim
from claims.states import Status
from core import clock
from core.errors import Refused
from core.files import private_storage
from tests.claims import stories

pytestmark = pytest.mark.django_db

PLATE = DocumentPurpose.NAMEPLATE


def photo(shade: int = 200) -> BytesIO:
    """A photo whose EXIF block says where it was taken, turned by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "TAKEN AT HOME"
    target = BytesIO()
    Image.new("RGB", (300, 200), (shade, shade, shade)).save(target, "JPEG", exif=exif)
    target.seek(0)
    return target


def add(claim: Claim, shade: int = 200, purpose: DocumentPurpose = PLATE) -> ClaimDocument:
    return add_document(claim=claim, purpose=purpose, file=photo(shade), name="plate.jpg", by=claim.created_by)


def draw() -> None:
    for row in DocumentReading.objects.exclude(purpose=DocumentPurpose.INVOICE).filter(status=ReadingStatus.WAITING):
        run_reading(row.pk)


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("purpose", [PLATE, DocumentPurpose.APPLIANCE_PHOTO, DocumentPurpose.CUSTOMER_CONSENT])
def test_a_photo_is_drawn_upright_without_its_exif_block_and_not_read(purpose: DocumentPurpose) -> None:
    claim = stories.draft()
    add(claim, purpose=purpose)

    draw()

    row = DocumentReading.objects.get()
    assert (row.status, row.result, row.source, row.problem) == (ReadingStatus.DONE, None, "", "")
    assert reading_of(row) is None
    page = PageImage.objects.get()
    assert (page.width, page.height) == (200, 300)
    with page.image.open("rb") as file:
        assert b"TAKEN AT HOME" not in file.read()
    assert Claim.objects.get().prefilled_fields == {}


def test_an_invoice_sent_as_a_nameplate_fills_nothing() -> None:
    claim = stories.draft()
    stories.add(claim, purpose=PLATE)

    draw()

    assert PageImage.objects.count() == 1
    claim.refresh_from_db()
    assert (claim.invoice_number, claim.version) == ("", Claim().version)
    assert latest_reading(claim) is None


def test_the_screens_see_the_files_that_are_there_now() -> None:
    claim = stories.draft()
    first = add(claim)
    draw()
    add(claim, 100)

    [waiting] = pages_of_documents(claim)
    assert (waiting.purpose, waiting.pages, waiting.is_awaited) == (PLATE, [], True)

    draw()
    [both] = pages_of_documents(claim)
    assert [page.page for page in both.pages] == [1, 2]
    assert not both.is_awaited

    remove_document(document=first, by=claim.created_by)
    draw()
    [one] = pages_of_documents(claim)
    assert [page.page for page in one.pages] == [1]


def test_what_was_taken_out_of_a_sent_claim_is_no_longer_shown_but_kept() -> None:
    claim = stories.complete_draft()
    document = add(claim)
    draw()
    send_claim(claim=claim, by=claim.created_by)
    Claim.objects.filter(pk=claim.pk).update(status=Status.CORRECTION_REQUESTED, clock_stopped_on=clock.today())

    remove_document(document=document, by=claim.created_by)

    assert pages_of_documents(claim) == []
    picture = PageImage.objects.get(reading__purpose=PLATE)
    assert private_storage().exists(str(picture.image.name))


def test_a_late_drawing_of_an_older_set_is_not_what_is_shown() -> None:
    claim = stories.draft()
    add(claim)
    older = DocumentReading.objects.get()
    add(claim, 100)

    run_reading(older.pk)

    [shown] = pages_of_documents(claim)
    assert (shown.pages, shown.reading) == ([], latest_reading(claim, PLATE))
    assert shown.reading != older


def test_a_damaged_photo_ends_in_a_named_problem() -> None:
    document = add(stories.draft())
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"\xff\xd8\xff no picture")

    draw()

    row = DocumentReading.objects.get()
    assert (row.status, row.problem) == (ReadingStatus.FAILED, "broken")
    [shown] = pages_of_documents(row.claim)
    assert (shown.pages, shown.is_awaited) == ([], False)


def test_there_is_nothing_to_draw_without_a_file() -> None:
    with pytest.raises(Refused) as refusal:
        request_reading(claim=stories.draft(), purpose=PLATE)

    assert refusal.value.code == "no-document"
    assert not DocumentReading.objects.exists()


def test_controls_wait_for_the_invoice_and_for_no_picture() -> None:
    claim = stories.complete_draft()
    add(claim)
    run_reading(DocumentReading.objects.get(purpose=DocumentPurpose.INVOICE).pk)
    send_claim(claim=claim, by=claim.created_by)
    Claim.objects.filter(pk=claim.pk).update(changed_at=clock.now().replace(year=2020))

    assert requeue_uncontrolled_claims() == 1
    control_claim(claim.pk)

    assert ControlRun.objects.get().reading == latest_reading(claim)
    assert DocumentReading.objects.get(purpose=PLATE).status == ReadingStatus.WAITING


def test_drawings_go_with_a_stale_draft(
    monkeypatch: pytest.MonkeyPatch, private_files: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    add(stories.draft())
    draw()
    assert len(files_in(private_files)) == 3
    now = clock.now().replace(year=clock.now().year + 1)
    monkeypatch.setattr(clock, "now", lambda: now)

    with django_capture_on_commit_callbacks(execute=True):
        assert delete_stale_drafts().deleted == 1

    assert not DocumentReading.objects.exists()
    assert files_in(private_files) == []
