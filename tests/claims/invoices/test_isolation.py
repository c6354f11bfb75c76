"""Reading in the child process: real files, hostile files, limits; the caller lives on, the work folder stays clean."""

import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from claims.invoices import isolation
from claims.invoices.files import HEAD_BYTES, DocumentFile, FileKind, kind_of
from claims.invoices.isolation import ReadResult, run_reading
from claims.invoices.problems import SENTENCES
from claims.invoices.reading import DocumentKind, FieldName, Source
from tests.claims.invoices import hostile

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "files"


def read(
    tmp_path: Path, *contents: bytes, kind: FileKind | None = None, timeout: float = 120, draws_only: bool = False
) -> ReadResult:
    """The result of reading these contents as the files of one document."""
    files = []
    for at, content in enumerate(contents):
        path = tmp_path / f"document-{at}"
        path.write_bytes(content)
        found = kind or kind_of(content[:HEAD_BYTES])
        assert found is not None
        files.append(DocumentFile(path, found))
    workdir = tmp_path / "work"
    workdir.mkdir()
    return run_reading(files, workdir=workdir, timeout=timeout, draws_only=draws_only)


def left_over(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "work").iterdir()}


def test_a_text_pdf_is_read_from_its_text_layer(tmp_path: Path) -> None:
    result = read(tmp_path, (CORPUS / "A012.pdf").read_bytes())
    assert result.reading is not None
    assert result.reading.source is Source.TEXT
    assert result.reading.kind is DocumentKind.INVOICE
    assert result.reading.readable
    assert result.reading.fields[FieldName.TOTAL_INCL_VAT].value == "225.00"
    assert result.problems == ()
    assert result.searchable_pdf is None
    (image,) = result.page_images
    with Image.open(image.large) as large, Image.open(image.small) as small:
        assert large.size == (image.width, image.height)
        assert small.width < large.width
    assert left_over(tmp_path) == {image.large.name, image.small.name}


def test_pages_that_are_only_drawn_are_not_read(tmp_path: Path) -> None:
    contents = [(CORPUS / name).read_bytes() for name in ("D060.pdf", "A070.jpg")]
    result = read(tmp_path, *contents, draws_only=True)
    assert result.reading is None
    assert result.problems == ()
    assert result.searchable_pdf is None
    assert [image.page for image in result.page_images] == [1, 2]
    assert len(left_over(tmp_path)) == 4


def test_a_factur_x_is_read_from_its_xml_and_keeps_the_text_of_the_page(tmp_path: Path) -> None:
    result = read(tmp_path, (CORPUS / "D060.pdf").read_bytes())
    assert result.reading is not None
    assert result.reading.source is Source.XML
    assert result.reading.stated[FieldName.NUMBER].value == "FA2606-0457"
    assert result.reading.stated[FieldName.SIRET].value == "67853352200028"
    assert result.reading.fields[FieldName.NUMBER].box is not None
    assert result.reading.pages[0].source is Source.TEXT


def test_a_photo_is_straightened_read_by_ocr_and_kept_as_a_searchable_pdf(tmp_path: Path) -> None:
    result = read(tmp_path, (CORPUS / "A070.jpg").read_bytes())
    assert result.reading is not None
    assert result.reading.source is Source.OCR
    assert result.reading.fields[FieldName.AMOUNT_DUE].value == "245.48"
    assert result.reading.fields[FieldName.SIRET].confidence >= 0.9
    assert result.searchable_pdf is not None
    assert result.searchable_pdf.read_bytes().startswith(b"%PDF-")
    (image,) = result.page_images
    with Image.open(image.large) as large:
        # The coloured background of the photo is gone: every corner is paper.
        edges = [large.getpixel((x, y)) for x in (20, large.width - 20) for y in (20, large.height - 20)]
    assert all(isinstance(edge, tuple) and max(edge) - min(edge) < 60 for edge in edges)


@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_a_photo_that_was_taken_on_its_side_or_upside_down_is_read_and_shown_upright(
    tmp_path: Path, turn: Image.Transpose
) -> None:
    turned = BytesIO()
    with Image.open(CORPUS / "A070.jpg") as photo:
        upright = photo.height > photo.width
        photo.convert("RGB").transpose(turn).save(turned, "JPEG", quality=92)
    result = read(tmp_path, turned.getvalue())
    assert result.reading is not None
    assert result.reading.readable
    assert result.reading.fields[FieldName.AMOUNT_DUE].value == "245.48"
    assert result.searchable_pdf is not None
    (image,) = result.page_images
    assert (image.height > image.width) is upright


def test_letters_that_were_placed_one_by_one_make_words(tmp_path: Path) -> None:
    result = read(tmp_path, (CORPUS / "letters-apart.pdf").read_bytes())
    assert result.reading is not None
    assert result.reading.fields[FieldName.TOTAL_INCL_VAT].value == "220.63"
    assert result.reading.fields[FieldName.BONUS].value == "50.00"
    assert {"Sous-total", "220,63"} <= {word.text for page in result.reading.pages for word in page.words}


def test_a_blurred_photo_is_unreadable(tmp_path: Path) -> None:
    result = read(tmp_path, (CORPUS / "B023.jpg").read_bytes())
    assert result.reading is not None
    assert not result.reading.readable


def test_files_of_one_invoice_are_one_document(tmp_path: Path) -> None:
    result = read(tmp_path, (CORPUS / "A012.pdf").read_bytes(), (CORPUS / "C007.pdf").read_bytes())
    assert result.reading is not None
    assert [page.number for page in result.reading.pages] == [1, 2]
    assert [image.page for image in result.page_images] == [1, 2]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (hostile.pdf(password="secret"), "encrypted"),
        (hostile.pdf(21), "too-many-pages"),
        (hostile.pdf(size=(6_000, 842)), "page-too-large"),
        (hostile.pdf_with_image_of(30_000, 30_000), "too-many-pixels"),
        (hostile.pdf(AcroForm=hostile.xfa_form()), "interactive-form"),
        (b"%PDF-1.7\nnothing of the kind", "broken"),
        (hostile.jpeg((2000, 2000))[:4000], "broken"),
        (hostile.png_with_header(9_000, 9_000), "too-many-pixels"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100, "broken"),
    ],
)
def test_a_hostile_file_ends_in_a_code_and_a_sentence(tmp_path: Path, content: bytes, code: str) -> None:
    result = read(tmp_path, content)
    assert result.reading is None
    assert [(problem.code, problem.file, problem.refuses) for problem in result.problems] == [(code, 0, True)]
    assert str(result.problems[0].message) == str(SENTENCES[code])
    assert left_over(tmp_path) == set()


@pytest.mark.parametrize("action", [hostile.script_action(), hostile.launch_action()])
def test_a_pdf_with_scripts_is_taken_and_only_its_pictures_are_kept(tmp_path: Path, action: Any) -> None:
    result = read(tmp_path, hostile.pdf(OpenAction=action))
    assert [(problem.code, problem.refuses) for problem in result.problems] == [("active-content", False)]
    assert len(result.page_images) == 1
    assert all(b"app.alert" not in path.read_bytes() for path in (tmp_path / "work").iterdir())


def test_a_sound_file_is_read_beside_a_broken_one(tmp_path: Path) -> None:
    result = read(tmp_path, b"%PDF-1.7\nbroken", (CORPUS / "A012.pdf").read_bytes())
    assert [(problem.code, problem.file) for problem in result.problems] == [("broken", 0)]
    assert result.reading is not None
    assert result.reading.fields[FieldName.NUMBER].value == "FAC95982"


def test_a_photo_is_turned_by_its_exif_and_shown_without_it(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretCamera"
    result = read(tmp_path, hostile.jpeg((1200, 800), exif=exif))
    (image,) = result.page_images
    assert image.height > image.width
    for path in (image.small, image.large):
        assert b"SecretCamera" not in path.read_bytes()
        with Image.open(path) as shown:
            assert len(shown.getexif()) == 0


def test_a_reading_past_its_time_is_killed_with_everything_it_started(tmp_path: Path) -> None:
    started = time.monotonic()
    result = read(tmp_path, (CORPUS / "A070.jpg").read_bytes(), timeout=0.2)
    assert [problem.code for problem in result.problems] == ["too-slow"]
    assert result.reading is None
    assert time.monotonic() - started < 10
    assert left_over(tmp_path) == set()


def test_no_secret_of_the_environment_reaches_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    environment = isolation._environment(tmp_path, "")
    assert set(environment) & {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"} == set()
    assert environment["OMP_THREAD_LIMIT"] == "1"
    assert environment["TMPDIR"] == str(tmp_path)


def test_the_child_needs_neither_settings_nor_the_database(tmp_path: Path) -> None:
    script = "import sys, claims.invoices.cascade; sys.exit(any(n.split('.')[0] == 'django' for n in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", script], env=isolation._environment(tmp_path, ""), cwd=tmp_path, check=False
    )
    assert run.returncode == 0
    assert os.listdir(tmp_path) == []
