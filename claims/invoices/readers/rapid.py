"""Asks the shared second engine for the words of pages: photos, tickets and whatever the first pass left unsure."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.invoices.engine.client import engine_socket, recognise
from claims.invoices.readers.base import PageToRead
from claims.invoices.readers.ocr import page_text, prepared
from claims.invoices.reading import PageText, Source


@dataclass(frozen=True, slots=True)
class RapidReader:
    """RapidOCR in its own process. The thorough look finds small print and takes twice the time of the quick one."""

    is_thorough: bool
    source = Source.OCR

    def read(self, pages: Sequence[PageToRead], workdir: Path) -> list[PageText]:  # noqa: ARG002
        """The words of all pages that have a straight raster; raises EngineSilent when the engine does not answer."""
        found = []
        for page in pages:
            if page.straight is None:
                continue
            raster = prepared(page.straight)
            words = recognise(raster, is_thorough=self.is_thorough, address=engine_socket())
            if words:
                found.append(page_text(page, words, raster.size))
        return found
