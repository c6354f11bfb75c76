"""The product as one process: nothing is left behind, whatever ends it."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PARENT = textwrap.dedent(
    """
    import sys
    from core.supervision import Child, GaveUp, Supervisor

    command = [sys.executable, "-c", sys.argv[1]]
    children = [Child("first", command), Child("second", command)]
    for child in children:
        child.environment = {"NAME": child.name, "FOLDER": sys.argv[2]}
    try:
        Supervisor(children, say=lambda sentence: print(sentence, flush=True), grace_seconds=1).run(lambda: None)
    except GaveUp as failure:
        sys.exit(f"gave up: {failure}")
    """
)
# Each child has a child of its own that ends only when its group is killed or it is told to.
FAMILY = textwrap.dedent(
    """
    import os, pathlib, subprocess, sys, time
    grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    file = pathlib.Path(os.environ["FOLDER"], os.environ["NAME"])
    file.with_suffix(".part").write_text(f"{os.getpid()} {grandchild.pid}")
    file.with_suffix(".part").replace(file)
    try:
        time.sleep(60)
    finally:
        grandchild.kill()
    """
)
POLITE = "import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\n" + FAMILY
STUBBORN = "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + FAMILY
DYING = "raise SystemExit(3)"


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Any]:
    """`started(program)`: a supervisor whose two children run the program."""
    processes: list[subprocess.Popen[str]] = []

    def start(program: str) -> subprocess.Popen[str]:
        path = os.pathsep.join(["site", "."])
        process = subprocess.Popen(
            [sys.executable, "-c", PARENT, program, str(tmp_path)],
            env=os.environ | {"PYTHONPATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def wait_for(condition: Any, seconds: float = 20) -> None:
    """Until the condition holds; an error when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def families(folder: Path) -> list[int]:
    """The children and grandchildren, once all are there."""
    wait_for(lambda: all((folder / name).exists() for name in ("first", "second")))
    return [int(word) for name in ("first", "second") for word in (folder / name).read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("program", [POLITE, STUBBORN])
def test_one_signal_ends_everything_also_what_does_not_want_to(
    started: Any, tmp_path: Path, program: str, number: signal.Signals
) -> None:
    supervisor = started(program)
    pids = families(tmp_path)
    supervisor.send_signal(number)
    assert supervisor.wait(timeout=20) == 0
    wait_for(lambda: not any(is_alive(pid) for pid in pids), 5)


def test_children_end_when_the_supervisor_is_killed(started: Any, tmp_path: Path) -> None:
    supervisor = started(POLITE)
    pids = families(tmp_path)
    supervisor.kill()
    wait_for(lambda: not any(is_alive(pid) for pid in pids))


def test_a_child_that_dies_is_started_again_and_what_it_left_is_killed(started: Any, tmp_path: Path) -> None:
    supervisor = started(POLITE)
    first, orphan, *others = families(tmp_path)
    (tmp_path / "first").unlink()
    os.kill(first, signal.SIGKILL)
    replaced, *_ = families(tmp_path)
    assert replaced != first
    assert not is_alive(orphan)
    assert all(is_alive(pid) for pid in others)
    supervisor.terminate()
    assert supervisor.wait(timeout=20) == 0


def test_a_child_that_cannot_start_is_given_up_with_its_name(started: Any) -> None:
    supervisor = started(DYING)
    _, errors = supervisor.communicate(timeout=20)
    assert supervisor.returncode == 1
    assert "gave up: first" in errors
