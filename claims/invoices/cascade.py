"""Reads the files of one invoice, cheapest way first: embedded XML, text layer, OCR, and a second engine where needed.

The XML never stands alone: the page's own text is read as well, so that a contradiction between them can be seen.
Each reader of pictures is asked only while a key field is missing or unsure. While the second engine does not answer,
the first one looks again in its place.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image

from claims.invoices.engine.client import EngineSilent, engine_socket
from claims.invoices.extraction.fields import Extraction, extract, merged
from claims.invoices.files import DocumentFile, FileKind
from claims.invoices.inspection import Unreadable, inspect
from claims.invoices.limits import LARGE_PREVIEW_DPI, PAGES_KEPT, PAGES_READ
from claims.invoices.orientation import is_sure, lies_sideways, readable_turn, turned
from claims.invoices.readers.base import PageReader, PageToRead
from claims.invoices.readers.ocr import OcrReader
from claims.invoices.readers.rapid import RapidReader
from claims.invoices.readers.second_look import CodesReader, ScatteredTextReader
from claims.invoices.readers.text import TextLayerReader
from claims.invoices.readers.xml import EmbeddedXmlReader
from claims.invoices.reading import FieldName, PageText, ReadField, Reading, Source
from claims.invoices.rendering import OpenDocument, PageImage, opened, save_previews
from claims.invoices.straighten import straightened

FIRST_READER: PageReader = OcrReader()
# Asked second, because it costs more; where it was asked its word counts first, because it is right more often.
BEST_READER: PageReader = RapidReader(is_thorough=False)
SECOND_ENGINE: tuple[PageReader, ...] = (BEST_READER, RapidReader(is_thorough=True))
WITHOUT_SECOND_ENGINE: tuple[PageReader, ...] = (CodesReader(), ScatteredTextReader())

_OCR_DPI = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one file (counted from 0): `code` is a key of `problems.SENTENCES`."""

    code: str
    file: int


@dataclass(slots=True)
class Outcome:
    """What reading yields inside the child process. `silence` says why the second engine did not answer, if so."""

    reading: Reading | None = None
    images: list[PageImage] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    silence: str = ""


def read_document(files: Sequence[DocumentFile], workdir: Path) -> Outcome:
    """Read the files as one document; what cannot be taken is named among the problems and the rest is still read."""
    outcome = Outcome()
    with ExitStack() as stack:
        documents = _opened(files, stack, outcome)
        pages = _pages(documents, outcome)
        if len(pages) > PAGES_READ:
            outcome.problems.append(Problem("pages-not-read", documents[-1][0]))
        if pages:
            stated = _stated_fields([document for _, document in documents])
            texts = _read_pages(pages, workdir, outcome)
            outcome.reading = reading_of(stated, texts)
    outcome.images.sort(key=lambda image: image.page)
    return outcome


def draw_document(files: Sequence[DocumentFile], workdir: Path) -> Outcome:
    """Draw the pages of the files and read nothing on them; what cannot be drawn is named among the problems."""
    outcome = Outcome()
    with ExitStack() as stack:
        for page in _pages(_opened(files, stack, outcome), outcome):
            raster = page.document.raster(page.index, LARGE_PREVIEW_DPI)
            outcome.images.append(save_previews(raster, page.number, workdir))
    return outcome


def _opened(files: Sequence[DocumentFile], stack: ExitStack, outcome: Outcome) -> list[tuple[int, OpenDocument]]:
    """The files that can be opened, each with its place in the list, until the stack closes."""
    documents: list[tuple[int, OpenDocument]] = []
    for at, file in enumerate(files):
        try:
            inspection = inspect(file.path, file.kind)
            documents.append((at, stack.enter_context(opened(file.path, file.kind))))
        except Unreadable as error:
            outcome.problems.append(Problem(error.code, at))
            continue
        if inspection.active:
            outcome.problems.append(Problem("active-content", at))
    return documents


def _pages(documents: Sequence[tuple[int, OpenDocument]], outcome: Outcome) -> list[PageToRead]:
    pages: list[PageToRead] = []
    for at, document in documents:
        if len(pages) + document.page_count > PAGES_KEPT:
            outcome.problems.append(Problem("too-many-pages", at))
            continue
        first = len(pages) + 1
        pages.extend(PageToRead(first + index, index, document) for index in range(document.page_count))
    return pages


def _stated_fields(documents: Sequence[OpenDocument]) -> dict[FieldName, ReadField]:
    reader = EmbeddedXmlReader()
    for document in documents:
        if document.kind is FileKind.PDF:
            stated = reader.read(document.path)
            if stated:
                return dict(stated)
    return {}


def _read_pages(pages: Sequence[PageToRead], workdir: Path, outcome: Outcome) -> list[list[PageText]]:
    """The looks at the document, each a list of pages; previews are written on the way."""
    read = list(pages[:PAGES_READ])
    layer = {text.number: text for text in TextLayerReader().read(read, workdir)}
    rasters: dict[int, Image.Image] = {}
    pictures = []
    for page in pages:
        if page not in read or page.number in layer:
            raster = page.document.raster(page.index, LARGE_PREVIEW_DPI)
            outcome.images.append(save_previews(raster, page.number, workdir))
            continue
        raster = page.document.raster(page.index, _OCR_DPI)
        rasters[page.number] = turned(raster, 90) if lies_sideways(raster) else raster
        pictures.append(replace(page, straight=straightened(rasters[page.number])))
    looks = [list(layer.values())]
    if not _needs_another(pictures, looks):
        _save_straight(pictures, workdir, outcome)
        return looks
    first, pictures = _first_look(pictures, rasters, workdir)
    _save_straight(pictures, workdir, outcome)
    _add(first, looks)
    pictures = [replace(page, seen=_seen(page.number, looks)) for page in pictures]
    others = SECOND_ENGINE if engine_socket() else WITHOUT_SECOND_ENGINE
    try:
        _look_on(others, pictures, workdir, looks)
    except EngineSilent as error:
        outcome.silence = str(error)
        _look_on(WITHOUT_SECOND_ENGINE, pictures, workdir, looks)
    return looks


def _save_straight(pictures: Sequence[PageToRead], workdir: Path, outcome: Outcome) -> None:
    for page in pictures:
        if page.straight is not None:
            outcome.images.append(save_previews(page.straight.image, page.number, workdir))


def _first_look(
    pictures: list[PageToRead], rasters: Mapping[int, Image.Image], workdir: Path
) -> tuple[list[PageText], list[PageToRead]]:
    """OCR of all pages as they stand; those that cannot be read are tried the other ways up, and all are read anew."""
    texts = FIRST_READER.read(pictures, workdir)
    sure = {text.number for text in texts if is_sure((word.text, word.confidence) for word in text.words)}
    upright = {
        page.number: readable_turn(rasters[page.number], workdir) for page in pictures if page.number not in sure
    }
    if not any(upright.values()):
        return texts, pictures
    pictures = [replace(page, straight=upright.get(page.number) or page.straight) for page in pictures]
    return FIRST_READER.read(pictures, workdir), pictures


def _needs_another(pictures: Sequence[PageToRead], looks: Sequence[Sequence[PageText]]) -> bool:
    return bool(pictures) and not (looks[0] and _is_complete(looks))


def _look_on(
    readers: Sequence[PageReader], pictures: Sequence[PageToRead], workdir: Path, looks: list[list[PageText]]
) -> None:
    for reader in readers:
        if not _needs_another(pictures, looks):
            break
        pictures = _look(reader, pictures, workdir, looks)


def _look(
    reader: PageReader, pictures: Sequence[PageToRead], workdir: Path, looks: list[list[PageText]]
) -> list[PageToRead]:
    """Add what the reader sees to the looks; the pages with it."""
    texts = reader.read(pictures, workdir)
    if reader is BEST_READER and texts:
        looks.insert(0, texts)
    else:
        _add(texts, looks)
    return [replace(page, seen=_seen(page.number, looks)) for page in pictures]


def _add(texts: Sequence[PageText], looks: list[list[PageText]]) -> None:
    for text in texts:
        look = next((look for look in looks if all(other.number != text.number for other in look)), None)
        if look is None:
            looks.append([text])
        else:
            look.append(text)


def _seen(number: int, looks: Sequence[Sequence[PageText]]) -> tuple[PageText, ...]:
    return tuple(text for look in looks for text in look if text.number == number)


def _extraction(looks: Sequence[Sequence[PageText]]) -> Extraction:
    return merged([extract(sorted(look, key=lambda page: page.number)) for look in looks])


def _is_complete(looks: Sequence[Sequence[PageText]]) -> bool:
    return _extraction(looks).is_complete


def reading_of(stated: dict[FieldName, ReadField], looks: Sequence[Sequence[PageText]]) -> Reading:
    """What the looks at the pages amount to, with what an embedded XML states (empty: none) set over what was read."""
    extraction = _extraction(looks)
    texts = tuple(text for look in looks for text in look)
    used_ocr = any(text.source is Source.OCR for text in texts)
    source = Source.XML if stated else Source.OCR if used_ocr else Source.TEXT
    fields = dict(extraction.fields)
    for name, found in stated.items():
        printed = extraction.fields.get(name)
        same_place = printed.box if printed and printed.value == found.value else None
        fields[name] = replace(found, box=same_place)
    return Reading(
        source=source,
        kind=extraction.kind,
        pages=texts,
        fields=fields,
        customer_is_business=extraction.customer_is_business,
        readable=_is_readable(texts),
        stated=stated,
    )


def _is_readable(texts: Sequence[PageText]) -> bool:
    return is_sure((word.text, word.confidence) for text in texts for word in text.words)
