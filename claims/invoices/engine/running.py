"""An engine for the length of a block: for the evaluation, the benchmarks and the tests."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_START_SECONDS = 20


@contextmanager
def running_engine(*options: str) -> Iterator[Path]:
    """Start an engine of one's own, yield its socket, stop it; raises TimeoutError when it does not start."""
    with tempfile.TemporaryDirectory(prefix="engine-") as folder:
        path = Path(folder) / "socket"
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "claims.invoices.engine", str(path), *options], cwd=_ROOT
        )
        try:
            deadline = time.monotonic() + _START_SECONDS
            while not path.exists():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise TimeoutError("The engine did not start.")
                time.sleep(0.02)
            yield path
        finally:
            process.terminate()
            process.wait()
