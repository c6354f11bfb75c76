"""Keeps the engine running: `python -m claims.invoices.engine SOCKET`, until SIGTERM or SIGINT.

This process holds the socket and touches no pixel. A process under it recognises and is replaced: after 50 pictures,
because its memory grows, and whenever it ends otherwise. Who asks meanwhile waits in the socket's queue.
"""

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from claims.invoices.limits import ENGINE_PICTURES, PASS_SECONDS

_ROOT = Path(__file__).resolve().parents[3]
_QUEUE = 64
# The kernel takes 107 bytes.
_LONGEST_ADDRESS = 107
_QUICK_DEATH_SECONDS = 3
_QUICK_DEATHS_ALLOWED = 3
_REST_SECONDS = 60


def main() -> None:
    """Hold the socket and keep a recogniser behind it; one engine a socket, a second one waits for its end."""
    parser = argparse.ArgumentParser(prog="python -m claims.invoices.engine")
    parser.add_argument("socket", type=Path, help="where to listen; its folder is made, for this user only")
    parser.add_argument("--pictures", type=int, default=ENGINE_PICTURES, help="until the recogniser is replaced")
    parser.add_argument("--seconds", type=float, default=PASS_SECONDS, help="that a picture may take")
    options = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _end)
    path: Path = options.socket.absolute()
    if len(os.fsencode(path)) > _LONGEST_ADDRESS:
        sys.exit(f"{path} is too long for a socket: choose a shorter READING_ENGINE_SOCKET.")
    _private(path.parent)
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        while True:
            _listen(path, ["--pictures", str(options.pictures), "--seconds", str(options.seconds)])
            # Nobody listens now: readings go on at once without the engine, instead of waiting for it in vain.
            time.sleep(_REST_SECONDS)


def _private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = folder.stat()
    if state.st_uid != os.geteuid() or state.st_mode & 0o077:
        sys.exit(f"{folder} must belong to this user alone (mode 0700): pixels of invoices pass through it.")


def _listen(path: Path, options: list[str]) -> None:
    """Answer at the path until the recogniser died three times right after its start."""
    path.unlink(missing_ok=True)
    quick_deaths = 0
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(path))
        try:
            listening.listen(_QUEUE)
            while quick_deaths < _QUICK_DEATHS_ALLOWED:
                started_at = time.monotonic()
                status = _recognise(listening, options)
                is_quick = status != 0 and time.monotonic() - started_at < _QUICK_DEATH_SECONDS
                quick_deaths = quick_deaths + 1 if is_quick else 0
            print("The recogniser does not start: a minute of rest.", file=sys.stderr, flush=True)  # noqa: T201
        finally:
            path.unlink(missing_ok=True)


def _recognise(listening: socket.socket, options: list[str]) -> int:
    """Run one recogniser to its end; its exit status. It ends by itself when this process dies: its input closes."""
    number = listening.fileno()
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "claims.invoices.engine.recogniser", str(number), *options],
        stdin=subprocess.PIPE,
        pass_fds=[number],
        env=_environment(),
        cwd="/",
    )
    try:
        return process.wait()
    finally:
        process.kill()
        process.wait()
        if process.stdin:
            with suppress(OSError):
                process.stdin.close()


def _environment() -> dict[str, str]:
    """No secret of ours; one thread."""
    passed = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "VIRTUAL_ENV") if name in os.environ}
    return {
        **passed,
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
    }


def _end(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise SystemExit(0)


if __name__ == "__main__":
    main()
