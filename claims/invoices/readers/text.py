"""Reads the text layer of a PDF: the words as the writing program placed them, with their boxes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2

from claims.invoices.readers.base import PageToRead
from claims.invoices.reading import Box, PageText, Source, Word

# Below this a page is taken as a picture with a stray stamp, and is left to OCR.
_LEAST_CHARACTERS = 50
_LEAST_WORD_SHARE = 0.6
_SPACES = frozenset(" \t\u00a0\u202f\u2007\u2009\u0002")
# The renderer puts these between letters that were placed one by one as well: only their distance tells a new word.
_BREAKS = frozenset("\r\n")
# A jump wider than this share of the character height starts a new word even without a space between.
_GAP_SHARE = 0.6
_GAP_SHARE_AT_BREAK = 0.15


class TextLayerReader:
    """The words of the text layer of those pages that have a usable one."""

    source = Source.TEXT

    def read(self, pages: Sequence[PageToRead], workdir: Path) -> list[PageText]:  # noqa: ARG002
        """The words of each page whose text layer is more than a stamp and not garbled."""
        found = []
        for page in pages:
            if page.document.pdf is None:
                continue
            text = _page_text(page, page.document.pdf)
            if is_usable(text.words):
                found.append(text)
        return found


def is_usable(words: Sequence[Word]) -> bool:
    """Whether a text layer holds enough text, and text that looks like words and figures."""
    if sum(len(word.text) for word in words) < _LEAST_CHARACTERS:
        return False
    sound = sum(1 for word in words if _looks_like_text(word.text))
    return sound >= _LEAST_WORD_SHARE * len(words)


def _looks_like_text(text: str) -> bool:
    good = sum(1 for sign in text if (sign.isalnum() and ord(sign) < 0x250) or sign in ".,:;/-–−—€%'’()°&@+_*!?\"«»#|=")
    return good >= 0.8 * len(text)


def _page_text(page: PageToRead, pdf: pypdfium2.PdfDocument) -> PageText:
    pdf_page = pdf[page.index]
    try:
        width, height = pdf_page.get_size()
        textpage = pdf_page.get_textpage()
        try:
            words = tuple(_words(textpage, page.number, pdf_page))
        finally:
            textpage.close()
    finally:
        pdf_page.close()
    return PageText(number=page.number, width=width, height=height, words=words, source=Source.TEXT)


def _words(textpage: pypdfium2.PdfTextPage, number: int, pdf_page: pypdfium2.PdfPage) -> Iterator[Word]:
    count = textpage.count_chars()
    text = textpage.get_text_range(0, count) if count else ""
    # Characters outside the basic plane or left out by the engine would shift every box: go one by one then.
    signs = list(text) if len(text) == count else [textpage.get_text_range(at, 1) for at in range(count)]
    letters: list[str] = []
    edges: list[tuple[float, float, float, float]] = []
    gap_share = _GAP_SHARE
    for at, sign in enumerate(signs):
        if sign in _BREAKS:
            gap_share = _GAP_SHARE_AT_BREAK
            continue
        if not sign or sign in _SPACES:
            if letters:
                yield _word(letters, edges, number, pdf_page)
                letters, edges = [], []
            continue
        box = textpage.get_charbox(at, loose=True)
        if letters and _jumps(edges[-1], box, gap_share):
            yield _word(letters, edges, number, pdf_page)
            letters, edges = [], []
        gap_share = _GAP_SHARE
        letters.append(sign)
        edges.append(box)
    if letters:
        yield _word(letters, edges, number, pdf_page)


def _jumps(last: tuple[float, float, float, float], box: tuple[float, float, float, float], gap_share: float) -> bool:
    height = max(last[3] - last[1], box[3] - box[1], 1.0)
    return box[0] - last[2] > gap_share * height or box[0] < last[0] - height or abs(box[1] - last[1]) > 0.5 * height


def _word(
    letters: list[str], edges: list[tuple[float, float, float, float]], number: int, pdf_page: pypdfium2.PdfPage
) -> Word:
    left, bottom = min(edge[0] for edge in edges), min(edge[1] for edge in edges)
    right, top = max(edge[2] for edge in edges), max(edge[3] for edge in edges)
    box = _shown(left, bottom, right, top, number, pdf_page)
    return Word(text="".join(letters), box=box)


def _shown(left: float, bottom: float, right: float, top: float, number: int, pdf_page: pypdfium2.PdfPage) -> Box:
    """From page space (origin bottom left, before the page's own turn and crop) to fractions of the page as shown.

    The bounding box counts a size that the page inherits from the tree of pages; the crop box alone does not.
    """
    crop_left, crop_bottom, crop_right, crop_top = pdf_page.get_bbox()
    width, height = max(crop_right - crop_left, 1.0), max(crop_top - crop_bottom, 1.0)
    x0, x1 = (left - crop_left) / width, (right - crop_left) / width
    y0, y1 = (crop_top - top) / height, (crop_top - bottom) / height
    turn = pdf_page.get_rotation() % 360
    if turn == 90:
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    elif turn == 180:
        x0, y0, x1, y1 = 1 - x1, 1 - y1, 1 - x0, 1 - y0
    elif turn == 270:
        x0, y0, x1, y1 = y0, 1 - x1, y1, 1 - x0
    return Box(number, *(min(max(edge, 0.0), 1.0) for edge in (x0, y0, x1, y1)))
