"""What a reading leaves in its row: the reading itself, and what was wrong with single files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.invoices.codec import reading_as_json, reading_from_json
from claims.invoices.isolation import ReadingProblem
from claims.invoices.reading import Reading


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A code of `claims.invoices.problems` and the file it is about, counted from 0 (None: all of them)."""

    code: str
    file: int | None


def result_as_json(reading: Reading, problems: Sequence[ReadingProblem]) -> dict[str, Any]:
    """The value of `DocumentReading.result`."""
    return {
        "reading": reading_as_json(reading),
        "problems": [{"code": problem.code, "file": problem.file} for problem in problems],
    }


def reading_from_result(result: dict[str, Any]) -> Reading:
    """The reading that `result_as_json` wrote; KeyError or ValueError for anything else."""
    return reading_from_json(result["reading"])


def problems_from_result(result: dict[str, Any]) -> list[FileProblem]:
    """What was wrong with single files of a reading that went well otherwise."""
    return [FileProblem(problem["code"], problem["file"]) for problem in result["problems"]]
