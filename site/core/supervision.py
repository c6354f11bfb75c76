"""Two programs as one: the web server and the cluster of workers run as children of one process and end with it.

Each child leads its own process group, so that its own children end with it too, and asks the kernel to be stopped
when this process dies in whatever way. The cluster is watched from outside (core.heartbeat) and replaced when stuck.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

# <sys/prctl.h>, Linux: the signal to get when the parent dies.
_PR_SET_PDEATHSIG = 1
_QUICK_DEATH_SECONDS = 5
_QUICK_DEATHS_ALLOWED = 3

Say = Callable[[str], None]


class GaveUp(Exception):
    """A child ends as soon as it is started; its name is the argument."""


@dataclass(slots=True)
class Child:
    """A program that is kept running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    quick_deaths: int = 0

    def start(self) -> None:
        """Start the program as the leader of a new process group."""
        parent = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=lambda: _die_with(parent),
        )
        self.started_at = time.monotonic()

    @property
    def is_running(self) -> bool:
        """True while the program itself has not ended."""
        return self.process is not None and self.process.poll() is None

    @property
    def age(self) -> float:
        """Seconds since the last start."""
        return time.monotonic() - self.started_at

    def ask_to_stop(self) -> None:
        """Send SIGTERM to the program, which tells its own children."""
        if self.process is not None and self.is_running:
            self.process.terminate()

    def stop(self, deadline: float) -> None:
        """Wait for the end until `deadline` (of time.monotonic), then kill the whole group."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.kill()
        self.kill()

    def kill(self) -> None:
        """Kill what is left of the group at once."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Supervisor:
    """Keeps children running until a signal says stop."""

    def __init__(self, children: Sequence[Child], *, say: Say, grace_seconds: float = 20) -> None:
        self._children = children
        self._say = say
        self._grace = grace_seconds
        self._stopping = False

    def run(self, tick: Callable[[], None], *, pause_seconds: float = 0.5) -> None:
        """Start the children, call `tick` over and over, replace who dies; return when told to stop.

        Raises GaveUp when a child dies several times right after its start; the others are stopped first.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        try:
            for child in self._children:
                child.start()
            while not self._stopping:
                self._replace_the_dead()
                tick()
                time.sleep(pause_seconds)
        finally:
            self._stop_all()

    def replace(self, child: Child, why: str) -> None:
        """Kill the child with its group and start it again."""
        self._say(f"{child.name}: {why}; started again.")
        child.kill()
        child.start()

    def _on_signal(self, number: int, frame: object) -> None:
        del number, frame
        self._stopping = True

    def _replace_the_dead(self) -> None:
        for child in self._children:
            if child.is_running or self._stopping:
                continue
            child.quick_deaths = child.quick_deaths + 1 if child.age < _QUICK_DEATH_SECONDS else 0
            if child.quick_deaths >= _QUICK_DEATHS_ALLOWED:
                raise GaveUp(child.name)
            self.replace(child, "ended by itself")

    def _stop_all(self) -> None:
        deadline = time.monotonic() + self._grace
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.stop(deadline)


def _die_with(parent: int) -> None:
    """Runs in the child before its program: end when the parent ends, also when it was killed."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)
