"""Runs the cases of a corpus through the same reading and document controls as a live claim."""

import hashlib
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims.controls.base import ClaimFacts, EarlierClaim, Finding
from claims.controls.registry import DOCUMENT_CONTROLS, run_controls
from claims.evaluation.corpus import Case
from claims.invoices.extraction.folding import compact
from claims.invoices.files import DocumentFile
from claims.invoices.intake import look_at
from claims.invoices.isolation import run_reading
from claims.invoices.problems import DocumentRefused
from claims.invoices.reading import Reading

_CODES = frozenset(control.code for control in DOCUMENT_CONTROLS)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came out of one case. `problem` is the code of the refusal when the document could not be taken."""

    case: Case
    findings: tuple[Finding, ...]
    reading: Reading | None
    problem: str
    seconds: float

    @property
    def outcome(self) -> str:
        """`pass` without any finding, else `flag`."""
        return "flag" if self.findings else "pass"

    def as_json(self) -> dict[str, Any]:
        """The line of the results file."""
        fields = self.reading.fields if self.reading else {}
        return {
            "id": self.case.id,
            "outcome": self.outcome,
            "findings": list(dict.fromkeys(finding.code for finding in self.findings)),
            "read": {name.value: found.value for name, found in fields.items()},
            "source": self.reading.source.value if self.reading else None,
            "seconds": round(self.seconds, 3),
        }


@dataclass
class _Seen:
    """What earlier cases brought, by the keys on which a repeat is told."""

    by_key: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def repeats(self, keys: Iterable[tuple[str, str]], case: Case) -> list[EarlierClaim]:
        """The earlier cases that share a key; then this case counts as seen."""
        found = []
        for key in keys:
            found += [EarlierClaim(reference, key[0], True) for reference in self.by_key[key]]
            self.by_key[key].append(case.id)
        return found


def run_cases(cases: Iterable[Case], *, engine: str) -> Iterator[CaseResult]:
    """The result of each case, in file order, so that repeats are seen; eligibility is left out.

    `engine` is where the second OCR engine listens, empty for none.
    """
    seen = _Seen()
    for case in cases:
        yield _run(case, seen, engine)


def _run(case: Case, seen: _Seen, engine: str) -> CaseResult:
    started = time.monotonic()
    reading, problem = _read(case, engine)
    facts = ClaimFacts(case.declaration, reading, earlier=tuple(seen.repeats(_keys(case), case)))
    findings = tuple(run_controls(facts, _CODES))
    return CaseResult(case, findings, reading, problem, time.monotonic() - started)


def _read(case: Case, engine: str) -> tuple[Reading | None, str]:
    files = []
    for path in case.files:
        with path.open("rb") as upload:
            try:
                files.append(DocumentFile(path, look_at(upload).kind))
            except DocumentRefused as refused:
                return None, refused.code
    with tempfile.TemporaryDirectory(prefix="evaluate-") as workdir:
        result = run_reading(files, workdir=Path(workdir), engine=engine)
    refusals = [problem.code for problem in result.problems if problem.refuses]
    return result.reading, refusals[0] if refusals else ""


def _keys(case: Case) -> Iterator[tuple[str, str]]:
    declared = case.declaration
    if compact(declared.invoice_number):
        yield "invoice", f"{compact(declared.siret)} {compact(declared.invoice_number)}"
    if compact(declared.identifier):
        yield "identifier", compact(declared.identifier)
    for path in case.files:
        yield "file", hashlib.sha256(path.read_bytes()).hexdigest()
