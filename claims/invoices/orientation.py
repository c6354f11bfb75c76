"""Which way up a page stands: photos come turned by 90 or 180 degrees without a word of it in their EXIF block.

Lines of text tell a sideways page by their shadow alone. Upside down looks the same in any shadow: only reading tells.
"""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageOps

from claims.invoices.readers.ocr import prepared
from claims.invoices.readers.tesseract import ONE_BLOCK, recognise
from claims.invoices.straighten import StraightPage, even_light, straightened

_LOOK_SIDE = 700
_MARGIN_SHARE = 30
_TURNS = {
    0: None,
    90: Image.Transpose.ROTATE_90,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_270,
}
# How much clearer the lines must stand out the other way: tables and stamps draw some of both.
_SIDEWAYS_FACTOR = 1.5

SURE_WORD = 0.6
LEAST_SURE_WORDS = 12
LEAST_SURE_SHARE = 0.4


def turned(picture: Image.Image, degrees: int) -> Image.Image:
    """The picture turned counter-clockwise by 0, 90, 180 or 270 degrees."""
    turn = _TURNS[degrees]
    return picture if turn is None else picture.transpose(turn)


def lies_sideways(picture: Image.Image) -> bool:
    """Whether the lines of text run from top to bottom."""
    grey = picture.convert("L")
    grey.thumbnail((_LOOK_SIDE, _LOOK_SIDE))
    ink = ImageOps.invert(even_light(grey))
    margin_x, margin_y = ink.width // _MARGIN_SHARE, ink.height // _MARGIN_SHARE
    ink = ink.crop((margin_x, margin_y, ink.width - margin_x, ink.height - margin_y))
    rows = ink.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    return _edges(columns) > _SIDEWAYS_FACTOR * _edges(rows)


def is_sure(words: Iterable[tuple[str, float]]) -> bool:
    """Whether enough of the words (text, confidence from 0 to 1) are read surely to tell what the document is."""
    readable = [confidence for text, confidence in words if sum(sign.isalnum() for sign in text) >= 2]
    sure = [confidence for confidence in readable if confidence >= SURE_WORD]
    return len(sure) >= LEAST_SURE_WORDS and len(sure) >= LEAST_SURE_SHARE * len(readable)


def readable_turn(raster: Image.Image, workdir: Path) -> StraightPage | None:
    """The raster straightened the first other way up in which it can be read; None when no way is readable.

    For a page whose first look was unsure: upside down first, then on either side. Costs a look of Tesseract each.
    """
    for degrees in (180, 90, 270):
        straight = straightened(turned(raster, degrees))
        words = recognise(prepared(straight), segmentation=ONE_BLOCK, workdir=workdir)
        if is_sure((word.text, word.confidence) for word in words):
            return straight
    return None


def _edges(profile: bytes) -> float:
    """How strongly light and dark alternate along a profile, for each step of it."""
    return sum((first - second) ** 2 for first, second in pairwise(profile)) / max(len(profile), 1)
