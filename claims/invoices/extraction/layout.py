"""Lines out of words: rows as a person sees them, cells where a wide gap parts a row, and where text stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from claims.invoices.extraction.folding import folded
from claims.invoices.reading import Box, PageText, Word

# A gap wider than this many line heights parts two cells; it becomes two spaces in the text of the row.
_CELL_GAP = 1.1
_ROW_SHARE = 0.5


@dataclass(frozen=True)
class Cell:
    """Words that stand together in a row; `start` is where they begin in the text of the row."""

    words: tuple[Word, ...]
    start: int
    box: Box

    @cached_property
    def text(self) -> str:
        """The words with one space between."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def folded(self) -> str:
        """The text as `folding.folded` makes it."""
        return folded(self.text)


@dataclass(frozen=True)
class Row:
    """Words on one line of a page, left to right. `height` is the usual height of its words, as a share of the page."""

    page: PageText
    words: tuple[Word, ...]
    text: str
    starts: tuple[int, ...]
    cells: tuple[Cell, ...] = field(default=())

    @cached_property
    def folded(self) -> str:
        """The text as `folding.folded` makes it, of the same length."""
        return folded(self.text)

    @cached_property
    def box(self) -> Box:
        """The rectangle around the row."""
        return around(self.words)

    @cached_property
    def height(self) -> float:
        """The median height of the words."""
        heights = sorted(word.box.bottom - word.box.top for word in self.words)
        return heights[len(heights) // 2]

    @cached_property
    def centre(self) -> float:
        """The height at which the row stands, as a share of the page."""
        return sum((word.box.top + word.box.bottom) / 2 for word in self.words) / len(self.words)

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that the text from `start` to `end` touches."""
        pairs = zip(self.starts, self.words, strict=True)
        return tuple(word for at, word in pairs if at < end and at + len(word.text) > start)

    def box_between(self, start: int, end: int) -> Box | None:
        """The rectangle around that text."""
        words = self.words_between(start, end)
        return around(words) if words else None

    def confidence_between(self, start: int, end: int) -> float:
        """The lowest confidence of the words of that text; 0 when there is none."""
        return min((word.confidence for word in self.words_between(start, end)), default=0.0)


def around(words: Sequence[Word]) -> Box:
    """The rectangle around words of one page."""
    return Box(
        words[0].box.page,
        min(word.box.left for word in words),
        min(word.box.top for word in words),
        max(word.box.right for word in words),
        max(word.box.bottom for word in words),
    )


def rows_of(page: PageText) -> list[Row]:
    """The rows of a page from top to bottom, whatever order the reader gave the words in."""
    lines: list[list[Word]] = []
    for word in sorted(page.words, key=_centre):
        line = next((line for line in reversed(lines[-6:]) if _stands_on(word, line)), None)
        if line is None:
            lines.append([word])
        else:
            line.append(word)
    return [_row(page, sorted(line, key=lambda word: word.box.left)) for line in lines]


def all_rows(pages: Sequence[PageText]) -> list[Row]:
    """The rows of several pages, one page after the other."""
    return [row for page in pages for row in rows_of(page)]


def below(rows: Sequence[Row], at: int, box: Box, *, lines: float = 2.5) -> list[Cell]:
    """The cells under a rectangle of row `at`, nearest first, within so many line heights, overlapping it sideways."""
    row = rows[at]
    found: list[Cell] = []
    for other in rows[at + 1 :]:
        if other.page is not row.page or other.centre - row.centre > lines * max(row.height, other.height):
            break
        found.extend(cell for cell in other.cells if cell.box.left < box.right and cell.box.right > box.left)
    return found


def _centre(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _stands_on(word: Word, line: Sequence[Word]) -> bool:
    nearest = min(line, key=lambda other: abs(other.box.left - word.box.left))
    height = min(word.box.bottom - word.box.top, nearest.box.bottom - nearest.box.top)
    return abs(_centre(word) - _centre(nearest)) < _ROW_SHARE * max(height, 0.004)


def _row(page: PageText, words: Sequence[Word]) -> Row:
    text, opened = "", 0
    starts: list[int] = []
    cells: list[Cell] = []
    for at, word in enumerate(words):
        if at:
            gap = (word.box.left - words[at - 1].box.right) * page.width
            height = max(word.box.bottom - word.box.top, words[at - 1].box.bottom - words[at - 1].box.top) * page.height
            if gap > _CELL_GAP * height:
                cells.append(_cell(words[opened:at], starts[opened]))
                opened = at
                text += " "
            text += " "
        starts.append(len(text))
        text += word.text
    cells.append(_cell(words[opened:], starts[opened]))
    return Row(page=page, words=tuple(words), text=text, starts=tuple(starts), cells=tuple(cells))


def _cell(words: Sequence[Word], start: int) -> Cell:
    return Cell(words=tuple(words), start=start, box=around(words))
