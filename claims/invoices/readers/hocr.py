"""Words and places out of hOCR, the page format in which Tesseract answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_SURENESS = re.compile(r"x_wconf (\d+)")


@dataclass(frozen=True, slots=True)
class RasterWord:
    """A word on a raster: its box in pixels (left, top, right, bottom) and the engine's confidence from 0 to 1."""

    text: str
    box: tuple[int, int, int, int]
    confidence: float


def words_of(hocr: bytes) -> Iterator[RasterWord]:
    """The words of one page in the engine's order; raises `lxml.etree.XMLSyntaxError` on anything but hOCR."""
    root = etree.fromstring(hocr, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    for element in root.iter("{*}span"):
        if element.get("class") != "ocrx_word":
            continue
        text = "".join(str(part) for part in element.itertext()).strip()
        title = element.get("title") or ""
        box, sureness = _BOX.search(title), _SURENESS.search(title)
        if text and box:
            left, top, right, bottom = (int(edge) for edge in box.groups())
            yield RasterWord(text, (left, top, right, bottom), int(sureness[1]) / 100 if sureness else 0.0)
