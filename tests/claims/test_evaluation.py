"""The evaluation of a corpus: the same path as a live claim, repeats seen, figures that add up."""

import json
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def corpus_of(tmp_path: Path, *names: str) -> Path:
    """A corpus of these cases of ours, in this order."""
    (tmp_path / "files").mkdir()
    known = {json.loads(line)["id"]: line for line in (CORPUS / "cases.jsonl").read_text("utf-8").splitlines()}
    for name in set(names):
        file = json.loads(known[name])["file"]
        shutil.copyfile(CORPUS / file, tmp_path / file)
    (tmp_path / "cases.jsonl").write_text("\n".join(known[name] for name in names), "utf-8")
    return tmp_path


def test_each_case_is_read_and_controlled_and_a_repeat_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = corpus_of(tmp_path, "A012", "D060", "C007", "A012")
    target = tmp_path / "results.jsonl"
    call_command("evaluate_reading", str(folder), "--json", str(target))
    results = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [(result["id"], result["outcome"], result["findings"], result["source"]) for result in results] == [
        ("A012", "pass", [], "text"),
        ("D060", "pass", [], "xml"),
        ("C007", "flag", ["no-siret"], "text"),
        ("A012", "flag", ["duplicate"], "text"),
    ]
    assert results[0]["read"]["total_incl_vat"] == "225.00"
    assert all(result["seconds"] > 0 for result in results)
    printed = capsys.readouterr().out
    assert "no-siret: 1 of 1" in printed
    assert "Sound cases passed: 2 of 3" in printed
    assert "facturx: 1 of 1" in printed


def test_a_file_that_cannot_be_taken_is_flagged_and_the_run_goes_on(tmp_path: Path) -> None:
    folder = corpus_of(tmp_path, "A012", "C007")
    (folder / "files" / "A012.pdf").write_bytes(b"")
    target = tmp_path / "results.jsonl"
    call_command("evaluate_reading", str(folder), "--json", str(target))
    results = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [(result["outcome"], result["findings"], result["source"]) for result in results] == [
        ("flag", ["unreadable"], None),
        ("flag", ["no-siret"], "text"),
    ]


def test_a_folder_without_cases_and_a_broken_line_end_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no cases"):
        call_command("evaluate_reading", str(tmp_path))
    (tmp_path / "cases.jsonl").write_text('{"id": "X"}\n', "utf-8")
    with pytest.raises(CommandError, match="line 1"):
        call_command("evaluate_reading", str(tmp_path))
