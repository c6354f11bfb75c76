"""Finds the words that announce a value, also when OCR bent one of their letters or parted them otherwise."""

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

# One wrong letter in so many is forgiven; shorter labels have too few letters to bear one.
_LETTERS_PER_ERROR = 8
_WORD = re.compile(r"[^\s]+")


def find_label(folded_text: str, label: str) -> tuple[int, int] | None:
    """Where a label (folded) stands in a folded text as whole words, or nearly; None when it does not."""
    exact = _whole_words(label).search(folded_text)
    if exact:
        return exact.span()
    letters = label.replace(" ", "")
    errors = len(letters) // _LETTERS_PER_ERROR
    return _near(folded_text, letters, label.count(" ") + 1, errors) if errors else None


@lru_cache(maxsize=4096)
def _near(text: str, letters: str, words: int, errors: int) -> tuple[int, int] | None:
    spans = [match.span() for match in _WORD.finditer(text)]
    for count in (words, words - 1, words + 1):
        for at in range(len(spans) - count + 1 if count > 0 else 0):
            start, end = spans[at][0], spans[at + count - 1][1]
            found = text[start:end].replace(" ", "").strip(".:;,()[]|-_")
            if abs(len(found) - len(letters)) <= errors and (
                Levenshtein.distance(found, letters, score_cutoff=errors) <= errors
            ):
                return start, end
    return None


@lru_cache(maxsize=512)
def _whole_words(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Z]){re.escape(label)}(?![A-Z])")
