"""Which way up a page stands, told by the shadow of its lines."""

from pathlib import Path

import pytest
from PIL import Image

from claims.invoices.orientation import is_sure, lies_sideways, turned

PHOTO = Path(__file__).resolve().parents[2] / "corpus" / "files" / "A070.jpg"


@pytest.mark.parametrize(("degrees", "expected"), [(0, False), (90, True), (180, False), (270, True)])
def test_lines_that_run_from_top_to_bottom_give_a_sideways_page_away(degrees: int, expected: bool) -> None:
    with Image.open(PHOTO) as photo:
        assert lies_sideways(turned(photo.convert("RGB"), degrees)) is expected


def test_an_empty_page_lies_as_it_lies() -> None:
    assert not lies_sideways(Image.new("RGB", (600, 800), "white"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("Total", 0.9)] * 12, True),
        ([("Total", 0.9)] * 11, False),
        ([("Total", 0.9)] * 12 + [("x1", 0.1)] * 18, True),
        ([("Total", 0.9)] * 12 + [("x1", 0.1)] * 19, False),
        ([(".", 0.9)] * 40, False),
        ([], False),
    ],
)
def test_a_page_is_read_when_enough_of_its_words_are_sure(words: list[tuple[str, float]], expected: bool) -> None:
    assert is_sure(words) is expected
