"""Reads documents in a process of its own that can be limited and killed: whatever a file does, the worker lives on."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.functional import Promise

from claims.invoices.child import RESULT_NAME
from claims.invoices.codec import reading_from_json
from claims.invoices.engine.client import SOCKET_VARIABLE
from claims.invoices.files import DocumentFile
from claims.invoices.limits import WALL_SECONDS
from claims.invoices.problems import NOTICES, SENTENCES
from claims.invoices.reading import Reading

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_SEARCHABLE_NAME = "searchable.pdf"
# What the programs need; nothing else of the environment (keys, passwords, database) reaches the child.
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class PageImage:
    """The pictures of one page in the work folder: a small one and a large one; pixels are those of the large."""

    page: int
    small: Path
    large: Path
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """Something about one file (counted from 0; None for the whole document), with the sentence for people."""

    code: str
    file: int | None

    @property
    def message(self) -> Promise:
        """What happened and what to do."""
        return SENTENCES[self.code]

    @property
    def refuses(self) -> bool:
        """Whether the file cannot be taken; a notice does not refuse."""
        return self.code not in NOTICES


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came out of a reading. `reading` is None when no page could be read, the problems then say why, and
    when the pages were only drawn.

    Pictures and the searchable PDF (None when no OCR was needed) lie in the work folder: keep them, then remove it.
    """

    reading: Reading | None
    page_images: tuple[PageImage, ...]
    problems: tuple[ReadingProblem, ...]
    searchable_pdf: Path | None
    seconds: float


def run_reading(
    files: Sequence[DocumentFile],
    *,
    workdir: Path,
    timeout: float = WALL_SECONDS,
    draws_only: bool = False,
    engine: str | None = None,
) -> ReadResult:
    """Read the files of one invoice as one document in a child process, within `timeout` seconds.

    With `draws_only` nothing is read and only the pictures of the pages come out. `engine` is where the second OCR
    engine listens, empty for none; not given, the setting says.
    Works from any process, also a daemonic worker. `workdir` must exist and be empty; what the programs leave lying
    about goes, only the results stay. Never raises because of a file: a child that is killed for its time or memory,
    or that dies, becomes a problem with a code.
    """
    started = time.monotonic()
    scratch = workdir / "scratch"
    scratch.mkdir()
    try:
        address = str(settings.READING_ENGINE_SOCKET) if engine is None else engine
        failure = _run(files, scratch, timeout, draws_only=draws_only, engine=address)
        answer = _answer(scratch)
        if failure is None and answer is None:
            failure = "broken"
        if failure is not None or answer is None:
            problems = (ReadingProblem(failure or "broken", None),)
            return ReadResult(None, (), problems, None, time.monotonic() - started)
        if answer["silence"]:
            logger.warning("A document was read without the second engine: %s", answer["silence"])
        return _result(answer, scratch, workdir, started)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _run(files: Sequence[DocumentFile], scratch: Path, timeout: float, *, draws_only: bool, engine: str) -> str | None:
    """Run the child to its end; the code of what went wrong, or None."""
    request = {
        "files": [{"path": str(file.path.resolve()), "kind": file.kind.value} for file in files],
        "workdir": str(scratch.resolve()),
        "read": not draws_only,
    }
    with (scratch / "errors.txt").open("wb") as errors:
        child = subprocess.Popen(
            [sys.executable, "-m", "claims.invoices.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            cwd=scratch,
            env=_environment(scratch, engine),
            start_new_session=True,
        )
        try:
            child.communicate(json.dumps(request).encode(), timeout=timeout)
        except subprocess.TimeoutExpired:
            return "too-slow"
        finally:
            # The whole group: OCR programs that outlived the child end with it.
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    if child.returncode == 0:
        return None
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return "too-slow"
    return "too-heavy" if b"MemoryError" in (scratch / "errors.txt").read_bytes()[-4096:] else "broken"


def _environment(scratch: Path, engine: str) -> dict[str, str]:
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        **passed,
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        SOCKET_VARIABLE: engine,
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
    }


def _answer(scratch: Path) -> Mapping[str, Any] | None:
    try:
        answer = json.loads((scratch / RESULT_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return answer if isinstance(answer, dict) else None


def _result(answer: Mapping[str, Any], scratch: Path, workdir: Path, started: float) -> ReadResult:
    images = tuple(
        PageImage(
            page=image["page"],
            small=_kept(scratch / image["small"], workdir),
            large=_kept(scratch / image["large"], workdir),
            width=image["width"],
            height=image["height"],
        )
        for image in answer["images"]
    )
    searchable = scratch / _SEARCHABLE_NAME
    return ReadResult(
        reading=reading_from_json(answer["reading"]) if answer["reading"] else None,
        page_images=images,
        problems=tuple(ReadingProblem(problem["code"], problem["file"]) for problem in answer["problems"]),
        searchable_pdf=_kept(searchable, workdir) if searchable.exists() else None,
        seconds=time.monotonic() - started,
    )


def _kept(path: Path, workdir: Path) -> Path:
    return Path(shutil.move(path, workdir / path.name))
