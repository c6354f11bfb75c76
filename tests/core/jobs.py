"""Jobs that the tests of the queue run in a real cluster."""

import os
import signal
from pathlib import Path


def note(folder: str) -> None:
    """Leave a line in the folder: one for each run."""
    with (Path(folder) / "runs").open("a", encoding="utf-8") as lines:
        lines.write("run\n")


def poison(folder: str) -> None:
    """Kill the worker that runs it."""
    note(folder)
    os.kill(os.getpid(), signal.SIGKILL)


def fail(folder: str) -> None:
    """Raise."""
    note(folder)
    raise RuntimeError("as it should")
