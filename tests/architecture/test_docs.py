"""Documents that are made from the code say what the code says."""

import re
from pathlib import Path

import pytest

from claims.states import CLAIM_WORKFLOW
from claims.states import Status as ClaimStatus
from core.workflow_diagram import mermaid
from payments.states import BATCH_WORKFLOW, BatchStatus

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
DIAGRAMS = {
    "claim-workflow": lambda: mermaid(CLAIM_WORKFLOW, start=ClaimStatus.DRAFT),
    "batch-workflow": lambda: mermaid(BATCH_WORKFLOW, start=BatchStatus.DRAFT),
}


@pytest.mark.parametrize("name", DIAGRAMS)
def test_the_diagram_in_the_docs_is_the_state_table(name: str) -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- {name}:begin -->\n```mermaid\n(.*?)\n```\n<!-- {name}:end -->", text, re.DOTALL)
    assert found, f"docs/architecture.md has no diagram {name}"
    assert found[1].strip() == DIAGRAMS[name]().strip()


def test_every_decision_is_in_the_index() -> None:
    index = (DOCS / "adr" / "README.md").read_text(encoding="utf-8")
    pages = sorted(path.name for path in (DOCS / "adr").glob("0*.md"))
    assert pages == sorted(set(re.findall(r"\((0[^)]+\.md)\)", index)))


@pytest.mark.parametrize(
    "page", sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
)
def test_links_between_documents_lead_somewhere(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_commands_of_the_readme_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = set(re.findall(r"make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert commands
    assert [command for command in commands if not re.search(rf"^{command}:", makefile, re.MULTILINE)] == []
