"""Runs writers in processes of their own, in turn, and prints CPU, peak memory and ratios of the same run."""
# ruff: noqa: T201 - a script that prints

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping

Writer = Callable[[str, int], None]


def compare(module: str, writers: Mapping[str, Writer], *, yardstick: str, count: int) -> None:
    """The command line of a bench: `[count] [repeats]` compares all writers; three arguments run one of them.

    `yardstick` is the writer whose CPU seconds the others' are divided by, repeat by repeat.
    """
    if len(sys.argv) == 4:
        _run(writers[sys.argv[1]], int(sys.argv[2]), sys.argv[3])
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else count
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    results: dict[str, list[tuple[float, float] | None]] = {name: [] for name in writers}
    for _ in range(repeats):
        for name in writers:
            results[name].append(_measured(module, name, count))
    print(f"{count:,} each, {repeats} times, medians")
    for name, values in results.items():
        sound = [(own, base) for own, base in zip(values, results[yardstick], strict=True) if own and base]
        if not sound:
            print(f"{name:32} failed")
            continue
        seconds = statistics.median(own[0] for own, _ in sound)
        peak = max(own[1] for own, _ in sound)
        ratio = statistics.median(own[0] / base[0] for own, base in sound)
        print(f"{name:32} {seconds:7.2f} s CPU  {peak:7.1f} MiB  {ratio:6.2f} x")


def _run(writer: Writer, count: int, path: str) -> None:
    from django.conf import settings

    settings.configure(USE_I18N=False)
    start = time.process_time()
    writer(path, count)
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _measured(module: str, name: str, count: int) -> tuple[float, float] | None:
    with tempfile.TemporaryDirectory() as folder:
        answer = subprocess.run(
            [sys.executable, "-m", module, name, str(count), f"{folder}/file"],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
    if answer.returncode:
        return None
    seconds, peak = answer.stdout.split()
    return float(seconds), float(peak)
