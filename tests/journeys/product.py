"""The product as `make run` starts it: its own folder, a free port, web server and workers."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

import requests

ROOT = Path(__file__).resolve().parents[2]
# The product makes its own keys and its own database, as on a first start.
_OF_THE_TESTS = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "BLIND_INDEX_KEY"}
_START_SECONDS = 420
_STOP_SECONDS = 30


@contextmanager
def running_product(folder: Path) -> Iterator[str]:
    """Start it with demo data in the folder, wait until it answers, yield its address, stop it."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {name: value for name, value in os.environ.items() if name not in _OF_THE_TESTS}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "REPAIR_FUND_VAR": str(folder),
        "SITE_URL": url,
    }
    log = folder / "product.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--prepare", "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _await_answer(process, url, log)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with closing(socket.socket()) as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def _await_answer(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    until = monotonic() + _START_SECONDS
    while monotonic() < until:
        if process.poll() is not None:
            break
        try:
            if requests.get(f"{url}/health/", timeout=2).ok:
                return
        except requests.RequestException:
            pass
        sleep(0.3)
    raise RuntimeError(f"The product did not start:\n{log.read_text(errors='replace')[-3000:]}")
