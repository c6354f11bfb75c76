"""The first look at an upload: by its content, never by its name, before anything parses it."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image
from pillow_heif import register_heif_opener

from claims.invoices.files import FileKind
from claims.invoices.intake import look_at
from claims.invoices.limits import UPLOAD_BYTES
from claims.invoices.problems import SENTENCES, DocumentRefused
from tests.claims.invoices import hostile


def heic() -> bytes:
    register_heif_opener()
    target = BytesIO()
    Image.new("RGB", (64, 64), "white").save(target, "HEIF")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (hostile.pdf(), FileKind.PDF),
        (b"\n\n" + hostile.pdf(), FileKind.PDF),
        (hostile.jpeg(), FileKind.JPEG),
        (hostile.png_with_header(100, 100), FileKind.PNG),
        (heic(), FileKind.HEIC),
    ],
)
def test_the_four_kinds_are_told_by_their_bytes(content: bytes, kind: FileKind) -> None:
    upload = BytesIO(content)
    upload.read(3)
    intake = look_at(upload)
    assert (intake.kind, intake.size) == (kind, len(content))
    assert intake.sha256 == hashlib.sha256(content).hexdigest()
    assert upload.tell() == 0


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<html>%PDF-1.7 facture.pdf</html>", "wrong-kind"),
        (b"PK\x03\x04%PDF-1.7", "wrong-kind"),
        (b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", "wrong-kind"),
        (b"GIF89a", "wrong-kind"),
        (b"plain text", "wrong-kind"),
        (hostile.png_with_header(12_000, 12_000), "too-many-pixels"),
    ],
)
def test_anything_else_is_refused_with_a_code_and_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        look_at(BytesIO(content))
    assert refused.value.code == code
    assert str(refused.value) == str(SENTENCES[code])


def test_a_jpeg_that_states_too_many_pixels_is_refused_by_its_header() -> None:
    content = hostile.jpeg((400, 300))
    start = content.index(b"\x01\x2c\x01\x90")
    huge = content[:start] + b"\xff\xff\xff\xff" + content[start + 4 :]
    with pytest.raises(DocumentRefused) as refused:
        look_at(BytesIO(huge))
    assert refused.value.code == "too-many-pixels"


def test_an_upload_over_the_limit_is_refused_without_being_read_to_its_end() -> None:
    upload = BytesIO(b"%PDF-1.7" + b"\0" * (UPLOAD_BYTES + 1_000_000))
    with pytest.raises(DocumentRefused) as refused:
        look_at(upload)
    assert refused.value.code == "too-large"


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    content = b"%PDF-1.7".ljust(UPLOAD_BYTES, b"\0")
    assert look_at(BytesIO(content)).size == UPLOAD_BYTES
