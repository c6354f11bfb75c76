"""What import-linter cannot say about parts of Django: which code may know the database and which the web."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PURE = (
    "claims/states.py",
    "claims/rules.py",
    "claims/controls",
    "claims/invoices",
    "payments/states.py",
    "payments/rules.py",
    "payments/sepa",
    "content/rules.py",
    "site/core/workflow.py",
    "site/core/money.py",
    "site/core/identifiers.py",
)
BELOW_THE_WEB = tuple(
    f"{app}/{part}"
    for app in ("site/accounts", "content", "certification", "claims", "payments")
    for part in ("services", "selectors", "models", "selectors.py", "rules.py", "permissions.py")
    if (ROOT / app / part).exists()
)


def _modules(part: str) -> list[Path]:
    path = ROOT / part
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def _imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _offences(part: str, forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{module.relative_to(ROOT)} imports {name}"
        for module in _modules(part)
        for name in _imports(module)
        if name.startswith(forbidden)
    ]


@pytest.mark.parametrize("part", PURE)
def test_pure_code_knows_neither_the_database_nor_the_web(part: str) -> None:
    assert _modules(part), f"{part} is gone: mend this list"
    assert _offences(part, ("django.db", "django.http", "django.shortcuts", "rest_framework")) == []


@pytest.mark.parametrize("part", BELOW_THE_WEB)
def test_services_selectors_and_models_know_no_request(part: str) -> None:
    assert _offences(part, ("django.http", "django.shortcuts", "django.views", "rest_framework")) == []


@pytest.mark.parametrize("part", [f"portal/{name}" for name in ("public", "repairer", "backoffice")])
def test_screens_define_no_model(part: str) -> None:
    assert _offences(part, ("django.db.models.Model", "django.db.migrations")) == []


def test_the_check_sees_an_offence(tmp_path: Path) -> None:
    module = tmp_path / "offender.py"
    module.write_text("from django.db import models\n", encoding="utf-8")
    assert list(_imports(module)) == ["django.db", "django.db.models"]
