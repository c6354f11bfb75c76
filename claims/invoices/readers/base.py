"""The contract of the readers. Engines are adapters behind it: the cascade asks them cheapest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from claims.invoices.reading import FieldName, PageText, ReadField, Source
from claims.invoices.rendering import OpenDocument
from claims.invoices.straighten import StraightPage


@dataclass(frozen=True, slots=True)
class PageToRead:
    """One page on its way through the readers; `number` counts over all files of the invoice, `index` in its file.

    `straight` is there once a reader of pictures is asked: flat and level. `seen` holds what earlier readers of
    the same page brought, for readers that look again where it matters.
    """

    number: int
    index: int
    document: OpenDocument
    straight: StraightPage | None = None
    seen: tuple[PageText, ...] = ()


class FieldReader(Protocol):
    """Reads fields that the file states for machines.

    `read` returns the fields exactly as stated, without a place on the page, or nothing when the file states none. It
    must not raise on a hostile or malformed block: such a block states nothing.
    """

    source: Source

    def read(self, path: Path) -> Mapping[FieldName, ReadField]:
        """The fields that the file states."""
        ...


class PageReader(Protocol):
    """Reads the words of pages.

    `read` returns, for each page that it could read, one `PageText` with the page's own number and with boxes as
    fractions of the page as it is shown (upright, and straightened when it came as a picture). A page without words
    is left out. One page may come back several times when an engine looked at it in several ways: the first is the
    best, the others back it up. It may start programs; they end with the child process. It must not write outside
    `workdir`.
    """

    source: Source

    def read(self, pages: Sequence[PageToRead], workdir: Path) -> list[PageText]:
        """The words of these pages."""
        ...
