"""Reads pictures of pages with OCRmyPDF: one pass gives the words with their places and the searchable PDF to keep."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import ocrmypdf
from lxml import etree
from PIL import Image

from claims.invoices.limits import PASS_SECONDS
from claims.invoices.readers.base import PageToRead
from claims.invoices.readers.hocr import RasterWord, words_of
from claims.invoices.readers.ocr_plugin import hocr_path
from claims.invoices.readers.tesseract import LANGUAGE, ONE_BLOCK
from claims.invoices.reading import Box, PageText, Source, Word
from claims.invoices.straighten import StraightPage, even_light

SEARCHABLE_NAME = "searchable.pdf"
_INPUT_NAME = "pages.pdf"
_RASTER_DPI = 300
# High enough that Tesseract reads the same as from the lossless raster, low enough to keep for years.
_JPEG_QUALITY = 85


class OcrReader:
    """OCRmyPDF through its API, with Tesseract behind it; leaves `searchable.pdf` in the work folder."""

    source = Source.OCR

    def read(self, pages: Sequence[PageToRead], workdir: Path) -> list[PageText]:
        """The words of all pages that have a straight raster."""
        rasters = [(page, page.straight) for page in pages if page.straight is not None]
        if not rasters:
            return []
        _write_input([straight for _, straight in rasters], workdir)
        logging.getLogger("ocrmypdf").setLevel(logging.CRITICAL)
        try:
            ocrmypdf.ocr(
                workdir / _INPUT_NAME,
                workdir / SEARCHABLE_NAME,
                language=[LANGUAGE],
                output_type="pdf",
                optimize=0,
                jobs=1,
                use_threads=True,
                progress_bar=False,
                tesseract_pagesegmode=ONE_BLOCK,
                tesseract_timeout=PASS_SECONDS,
                rasterizer="pypdfium",
                plugins=["claims.invoices.readers.ocr_plugin"],
            )
        except ocrmypdf.exceptions.ExitCodeException:
            # Words that were kept before the failure still count; none at all reads as an empty page.
            (workdir / SEARCHABLE_NAME).unlink(missing_ok=True)
        return list(_texts(rasters, workdir))


def prepared(straight: StraightPage) -> Image.Image:
    """The raster as the engine reads it: grey, a photo with its light evened out, a flat scan as it is."""
    grey = straight.image.convert("L")
    return even_light(grey) if straight.is_photo else grey


def page_text(page: PageToRead, words: Iterable[RasterWord], size: tuple[int, int]) -> PageText:
    """Words on a raster of this size in pixels as words of the page."""
    width, height = size
    return PageText(
        number=page.number,
        width=width,
        height=height,
        words=tuple(
            Word(
                text=word.text,
                confidence=word.confidence,
                box=Box(page.number, left / width, top / height, right / width, bottom / height),
            )
            for word in words
            for left, top, right, bottom in (word.box,)
        ),
        source=Source.OCR,
    )


def _write_input(rasters: Sequence[StraightPage], workdir: Path) -> None:
    first, *others = [prepared(straight) for straight in rasters]
    first.save(
        workdir / _INPUT_NAME, save_all=True, append_images=others, resolution=_RASTER_DPI, quality=_JPEG_QUALITY
    )


def _texts(rasters: Sequence[tuple[PageToRead, StraightPage]], workdir: Path) -> Iterator[PageText]:
    for number, (page, straight) in enumerate(rasters, start=1):
        path = hocr_path(workdir, number)
        if not path.exists():
            continue
        try:
            words = list(words_of(path.read_bytes()))
        except etree.XMLSyntaxError:
            continue
        yield page_text(page, words, straight.image.size)
