"""Looks into a file before anything renders it. Runs in the child process only: these are a stranger's bytes."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image
from pillow_heif import register_heif_opener

from claims.invoices.files import FileKind
from claims.invoices.limits import PAGE_SIDE_MM, PAGES_KEPT, PDF_OBJECTS, PIXELS_BY_HEADER

_POINTS_PER_MM = 72 / 25.4
_ACTIVE_ACTIONS = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/RichMediaExecute"})


class Unreadable(Exception):
    """The file cannot be taken; `code` is a key of `problems.SENTENCES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a sound file holds: how many pages, and whether it carries scripts or launch actions."""

    pages: int
    active: bool = False


def inspect(path: Path, kind: FileKind) -> Inspection:
    """Look into the file; raise `Unreadable` when it is broken, locked or beyond the limits."""
    return _inspect_pdf(path) if kind is FileKind.PDF else _inspect_image(path)


def open_image(path: Path) -> Image.Image:
    """Open a picture with the decompression-bomb warning turned into `Unreadable`; its pixels are not loaded yet."""
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = PIXELS_BY_HEADER
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(path, formats=("JPEG", "PNG", "HEIF"))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Unreadable("too-many-pixels") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Unreadable("broken") from error
    if image.width * image.height > PIXELS_BY_HEADER:
        raise Unreadable("too-many-pixels")
    return image


def _inspect_image(path: Path) -> Inspection:
    with open_image(path) as image:
        try:
            image.load()
        except (OSError, ValueError, SyntaxError) as error:
            raise Unreadable("broken") from error
    return Inspection(pages=1)


def _inspect_pdf(path: Path) -> Inspection:
    try:
        with pikepdf.open(path) as pdf:
            return _inspect_open_pdf(pdf)
    except pikepdf.PasswordError as error:
        raise Unreadable("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        raise Unreadable("broken") from error


def _inspect_open_pdf(pdf: pikepdf.Pdf) -> Inspection:
    pages = len(pdf.pages)
    if not pages:
        raise Unreadable("broken")
    if pages > PAGES_KEPT:
        raise Unreadable("too-many-pages")
    if len(pdf.objects) > PDF_OBJECTS:
        raise Unreadable("too-heavy")
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        raise Unreadable("interactive-form")
    for page in pdf.pages:
        _check_size(page)
    active = False
    for item in _dictionaries(pdf):
        if item.get("/Subtype") == "/Image" and _pixels(item) > PIXELS_BY_HEADER:
            raise Unreadable("too-many-pixels")
        active = active or _is_active(item)
    return Inspection(pages=pages, active=active)


def _check_size(page: pikepdf.Page) -> None:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    unit = float(page.obj.get("/UserUnit", 1))
    longest = max(abs(right - left), abs(top - bottom)) * max(unit, 1.0)
    if longest > PAGE_SIDE_MM * _POINTS_PER_MM:
        raise Unreadable("page-too-large")
    if min(abs(right - left), abs(top - bottom)) < 1:
        raise Unreadable("broken")


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
            for value in item.values() if isinstance(item, pikepdf.Dictionary) else ():
                if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
                    yield value


def _pixels(image: pikepdf.Object) -> int:
    return abs(int(image.get("/Width", 0)) * int(image.get("/Height", 0)))


def _is_active(item: pikepdf.Object) -> bool:
    return str(item.get("/S", "")) in _ACTIVE_ACTIONS or "/JS" in item
