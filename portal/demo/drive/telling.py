"""Tells what happens in the demo, each line with its time."""

from collections.abc import Callable
from time import monotonic


class Teller:
    """Writes lines through `write`: seconds since the start, seconds since the line before, who, what."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write
        self._started = self._last = monotonic()

    def chapter(self, title: str) -> None:
        """A heading."""
        self._write(f"\n{title}")

    def say(self, what: str) -> None:
        """One state that was reached now."""
        now = monotonic()
        self._write(f"{now - self._started:8.1f} s  +{now - self._last:5.1f} s  {what}")
        self._last = now
