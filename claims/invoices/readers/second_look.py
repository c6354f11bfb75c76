"""Looks again at pages that the first OCR pass left unsure: its codes word by word, then once for scattered text.

Measured on simulated photos and scans: serial numbers are read right far more often as a single word than inside a
line, where the language model pulls them towards French; columns whose cells do not stand on one line are read by the
scattered pass only.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image
from stdnum import luhn

from claims.invoices.readers.base import PageToRead
from claims.invoices.readers.hocr import RasterWord
from claims.invoices.readers.ocr import page_text, prepared
from claims.invoices.readers.tesseract import ONE_WORD, SCATTERED, recognise
from claims.invoices.reading import PageText, Source, Word

# Letters and digits mixed, as serial numbers and many invoice numbers have them; not a VAT number.
_CODE = re.compile(r"^(?!FR\d{11}$)(?=.*\d)(?=.*[A-Z@])[A-Z0-9@/_-]{6,20}$")
_CHECKED = re.compile(r"^\d{14,15}$")
_EDGES = ".,;:()[]|'\""
_MOST_WORDS = 6
# Margin as a share of the height of the word, and the height in pixels that it is brought to. One pixel more or less
# can tip a letter, so two cuts see more than one.
Cut = tuple[float, int]
_CUTS: tuple[Cut, ...] = ((0.5, 36), (0.35, 56))


class CodesReader:
    """Tesseract again for the codes of the first look only, each as a single word, cut out in two ways."""

    source = Source.OCR

    def read(self, pages: Sequence[PageToRead], workdir: Path) -> list[PageText]:
        """For each page with codes, twice the words of its first look with the codes as they were read now."""
        found = []
        for page in pages:
            if page.straight is None or not page.seen or not any(_is_code(word) for word in page.seen[0].words):
                continue
            raster = prepared(page.straight)
            for cut in _CUTS:
                again = _words_again(page.seen[0].words, raster, cut, workdir)
                found.append(page_text(page, again, raster.size))
        return found


class ScatteredTextReader:
    """Tesseract again for text that stands anywhere, without a layout assumed."""

    source = Source.OCR

    def read(self, pages: Sequence[PageToRead], workdir: Path) -> list[PageText]:
        """The words of each page once more."""
        found = []
        for page in pages:
            if page.straight is None:
                continue
            raster = prepared(page.straight)
            words = recognise(raster, segmentation=SCATTERED, workdir=workdir)
            if words:
                found.append(page_text(page, words, raster.size))
        return found


def _words_again(words: Sequence[Word], raster: Image.Image, cut: Cut, workdir: Path) -> Iterator[RasterWord]:
    left = _MOST_WORDS
    for word in words:
        box = (
            round(word.box.left * raster.width),
            round(word.box.top * raster.height),
            round(word.box.right * raster.width),
            round(word.box.bottom * raster.height),
        )
        text, confidence = word.text, word.confidence
        if left and _is_code(word):
            left -= 1
            seen = recognise(_crop(raster, box, cut), segmentation=ONE_WORD, workdir=workdir)
            if seen:
                text, confidence = "".join(part.text for part in seen), min(part.confidence for part in seen)
        yield RasterWord(text, box, confidence)


def _crop(raster: Image.Image, box: tuple[int, int, int, int], cut: Cut) -> Image.Image:
    margin_share, word_height = cut
    height = max(box[3] - box[1], 1)
    margin = round(height * margin_share)
    crop = raster.crop((box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin))
    zoom = word_height / height
    return crop.resize((max(1, round(crop.width * zoom)), max(1, round(crop.height * zoom))), Image.Resampling.LANCZOS)


def _is_code(word: Word) -> bool:
    text = word.text.strip(_EDGES)
    return bool(_CODE.match(text)) or (bool(_CHECKED.match(text)) and not luhn.is_valid(text))
