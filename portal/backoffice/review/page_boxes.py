"""The pictures of an invoice's pages with the places that findings and comparisons speak of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.invoices.reading import Box
from claims.models import DocumentReading
from claims.selectors import pages_of

# Around a box, in thousandths of the page, so that the frame does not touch the letters.
_MARGIN = 4
_SCALE = 1000


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A rectangle in the picture's own pixels; `name` is its id on the page, `tone` its colour family."""

    name: str
    x: int
    y: int
    width: int
    height: int
    tone: str
    title: str


@dataclass(slots=True)
class DrawnPage:
    """A page: its number, the size of its picture in pixels, what is framed on it."""

    number: int
    width: int
    height: int
    boxes: list[DrawnBox] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The page's id on the screen."""
        return f"page-{self.number}"


class BoxBook:
    """Gives every place on the pages one name, whoever speaks of it: equal boxes are drawn once, in the worst tone."""

    _WORST = ("good", "calm", "info", "wait", "bad")

    def __init__(self) -> None:
        self._boxes: dict[tuple[int, ...], tuple[str, Box, str, list[str]]] = {}

    def name_of(self, box: Box | None, tone: str, title: str) -> str:
        """The name of the box, empty for none."""
        if box is None:
            return ""
        edges = (box.left, box.top, box.right, box.bottom)
        key = (box.page, *(round(edge * _SCALE) for edge in edges))
        name, kept, worst, titles = self._boxes.get(key, (f"box-{len(self._boxes) + 1}", box, tone, []))
        if title not in titles:
            titles = [*titles, title]
        self._boxes[key] = (name, kept, max(worst, tone, key=self._WORST.index), titles)
        return name

    def pages(self, reading: DocumentReading | None) -> list[DrawnPage]:
        """The pages of the reading with their boxes."""
        drawn = [DrawnPage(image.page, image.width, image.height) for image in pages_of(reading)] if reading else []
        by_number = {page.number: page for page in drawn}
        for name, box, tone, titles in self._boxes.values():
            if page := by_number.get(box.page):
                page.boxes.append(_drawn(page, name, box, tone, titles))
        return drawn


def box_of(page: int | None, edges: Iterable[float] | None) -> Box | None:
    """The box of a stored finding."""
    return Box(page, *edges) if page and edges else None


def _drawn(page: DrawnPage, name: str, box: Box, tone: str, titles: list[str]) -> DrawnBox:
    margin_x, margin_y = page.width * _MARGIN // _SCALE, page.height * _MARGIN // _SCALE
    x, y = round(box.left * page.width) - margin_x, round(box.top * page.height) - margin_y
    return DrawnBox(
        name=name,
        x=x,
        y=y,
        width=round(box.right * page.width) + margin_x - x,
        height=round(box.bottom * page.height) + margin_y - y,
        tone=tone,
        title=", ".join(titles),
    )
