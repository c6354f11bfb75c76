"""Measures reading and document controls on a corpus of invoices whose truth is known."""

import json
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.evaluation.accuracy import Share, Summary, summary_of
from claims.evaluation.corpus import cases_of
from claims.evaluation.run import CaseResult, run_cases
from claims.invoices.engine.running import running_engine


class Command(BaseCommand):
    """`evaluate_reading DIR --json OUT`: one JSON object per case into OUT, the figures to standard output."""

    help = "Runs every case of a corpus through the reading and the document controls of a live claim."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder with `cases.jsonl`, and the file for the results."""
        parser.add_argument("folder", type=Path, help="folder that holds cases.jsonl and the files it names")
        parser.add_argument("--json", type=Path, dest="target", help="file for the results, one JSON object a line")
        parser.add_argument("--only", nargs="*", default=None, help="forms to run, for example pdf scan")
        parser.add_argument("--without-engine", action="store_true", help="Tesseract alone reads pictures")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the cases in file order and print what they amount to."""
        folder: Path = options["folder"]
        if not (folder / "cases.jsonl").is_file():
            raise CommandError(f"There is no cases.jsonl in {folder}.")
        try:
            cases = list(cases_of(folder))
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["only"] is not None:
            cases = [case for case in cases if case.form in options["only"]]
        results = []
        lines = []
        with nullcontext("") if options["without_engine"] else running_engine() as engine:
            for result in run_cases(cases, engine=str(engine)):
                results.append(result)
                lines.append(json.dumps(result.as_json(), ensure_ascii=False))
                self._print_case(result)
        if options["target"] is not None:
            options["target"].write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        self._print_summary(summary_of(results))

    def _print_case(self, result: CaseResult) -> None:
        if result.outcome != result.case.expected:
            codes = ", ".join(f"{finding.code} ({finding.declared} / {finding.read})" for finding in result.findings)
            self.stdout.write(
                f"{result.case.id} {result.case.form}: {result.outcome} instead of {result.case.expected}: {codes}"
            )

    def _print_summary(self, summary: Summary) -> None:
        self._print_shares("Right outcome per form", summary.forms)
        self._print_shares("Recall per defect (flagged)", summary.defects)
        self._print_shares("Recall per defect (flagged with its own code)", summary.named_defects)
        self.stdout.write(f"Sound cases passed: {summary.sound}")
        self._print_shares("Fields read exactly", summary.fields)
        self.stdout.write("Seconds per form (median, longest)")
        for form, (middle, longest) in summary.seconds.items():
            self.stdout.write(f"  {form}: {middle:.2f}, {longest:.2f}")

    def _print_shares(self, title: str, shares: Mapping[str, Share]) -> None:
        self.stdout.write(title)
        for name, share in shares.items():
            self.stdout.write(f"  {name}: {share}")
