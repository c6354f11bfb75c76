"""A photo in a phone's own format: sent to step 3, read, its values filled in. Every part of it is the real one."""

import io
from collections.abc import Callable

import pillow_heif
import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.invoices.files import FileKind
from claims.models import PageImage, ReadingStatus
from tests.claims import stories
from tests.portal.repairer.shop import Shop, fresh, send_files

DOTS_PER_INCH = 200


def photo_of_the_invoice() -> SimpleUploadedFile:
    """The first page of sound.pdf as a phone keeps a photo of it."""
    with pypdfium2.PdfDocument(stories.SOUND) as document:
        picture = document[0].render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
    file = io.BytesIO()
    pillow_heif.from_pillow(picture).save(file, quality=90)
    return SimpleUploadedFile("IMG_0042.HEIC", file.getvalue(), content_type="image/heic")


def test_a_heic_photo_is_read_from_end_to_end(sound_shop: Shop, run_jobs: Callable[[], int]) -> None:
    claim = sound_shop.draft()
    assert send_files(sound_shop, claim, photo_of_the_invoice(), HTTP_X_REQUESTED_WITH="upload").status_code == 201
    document = claim.documents.get()
    assert (document.name, document.content_type) == ("IMG_0042.HEIC", FileKind.HEIC.value)
    run_jobs()
    assert claim.readings.get().status == ReadingStatus.DONE
    read = fresh(claim)
    assert (read.invoice_number, read.invoiced_on, read.total_incl_vat) == (
        stories.NUMBER,
        stories.INVOICED_ON,
        stories.TOTAL,
    )
    answer = sound_shop.get("claim-documents", claim.public_id)
    assert answer.context["result"].is_readable
    picture = PageImage.objects.get(reading__claim=claim)
    shown = sound_shop.get("claim-page-image", claim.public_id, picture.reading_id, picture.page)
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8\xff")
