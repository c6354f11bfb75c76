"""The words of a reading made ready for verification."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from claims.invoices.extraction.folding import compact, look_alike
from claims.invoices.extraction.layout import Row, all_rows, around
from claims.invoices.reading import Box, PageText, Reading, Source

_MOST_JOINED_WORDS = 6


class Verdict(StrEnum):
    """How a declared value fares. Only a match passes by itself; the others go to a person.

    `near`: one sign off, or a misreading that cannot be told from an error. `conflict`: another well-formed value
    stands where this one should. `absent`: nothing of the kind was found.
    """

    MATCH = "match"
    NEAR = "near"
    CONFLICT = "conflict"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Verification:
    """The verdict on one declared value, with what was read instead and where."""

    verdict: Verdict
    read: str = ""
    box: Box | None = None


@dataclass(frozen=True)
class Look:
    """One way in which an engine saw the pages."""

    pages: tuple[PageText, ...]

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of all pages."""
        return all_rows(self.pages)

    @cached_property
    def is_ocr(self) -> bool:
        """Whether any page went through OCR, so that look-alikes count as equal."""
        return any(page.source is Source.OCR for page in self.pages)

    def same(self, printed: str, declared: str) -> bool:
        """Whether two numbers are equal: exact but for spaces, case and signs; after OCR also but for look-alikes."""
        if not compact(declared):
            return False
        if compact(printed) == compact(declared):
            return True
        return self.is_ocr and look_alike(printed) == look_alike(declared)

    def places_of(self, declared: str) -> Iterator[Box]:
        """Where whole words, one or a few together, say exactly this."""
        size = len(compact(declared))
        for row in self.rows:
            for first in range(len(row.words)):
                joined = ""
                for last in range(first, min(first + _MOST_JOINED_WORDS, len(row.words))):
                    joined += row.words[last].text
                    if len(compact(joined)) >= size:
                        if self.same(joined, declared):
                            yield around(row.words[first : last + 1])
                        break


@dataclass(frozen=True)
class Evidence:
    """All looks at a document."""

    looks: tuple[Look, ...]


def evidence_of(reading: Reading) -> Evidence:
    """The looks of a reading: the first text of every page, then the second of those that have one, and so on."""
    looks: dict[int, list[PageText]] = defaultdict(list)
    seen: dict[int, int] = defaultdict(int)
    for page in reading.pages:
        looks[seen[page.number]].append(page)
        seen[page.number] += 1
    return Evidence(tuple(Look(tuple(pages)) for _, pages in sorted(looks.items())))


def best_of(verifications: Sequence[Verification]) -> Verification:
    """The verdict over several looks: a match in any of them is a match, then near, then conflict, then absent."""
    order = list(Verdict)
    return min(verifications, key=lambda one: order.index(one.verdict), default=Verification(Verdict.ABSENT))
