"""The house stays as it was designed (docs/architecture.md): these tests read the repository itself."""

import ast
import importlib
import os
import re
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
APPS = ("certification", "claims", "content", "payments", "portal")
SITE_PACKAGES = ("accounts", "config", "core")
TRANSACTIONAL = ("accounts", "certification", "claims", "payments")
LONGEST_MODULE, LONG_MODULE = 500, 300
GIT = shutil.which("git")


def python_files() -> Iterator[Path]:
    """Every module of ours, tests too, migrations not."""
    for folder in (*APPS, "site", "tests", "scripts"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.skipif(GIT is None or not (ROOT / ".git").exists(), reason="needs the repository itself")
@pytest.mark.parametrize("path", ["site/config/urls.py", "site/core/money.py", "site/templates/base.html"])
def test_git_does_not_ignore_the_source_root(path: str) -> None:
    found = subprocess.run([str(GIT), "check-ignore", "--no-index", path], cwd=ROOT, check=False, capture_output=True)
    assert found.returncode == 1, f"git ignores {path}"


def test_site_is_a_source_root_and_not_a_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


@pytest.mark.parametrize("package", [*APPS, *SITE_PACKAGES])
def test_our_packages_come_from_this_repository(package: str) -> None:
    place = ROOT / "site" / package if package in SITE_PACKAGES else ROOT / package
    module = importlib.import_module(package)
    assert Path(next(iter(module.__path__))).resolve() == place


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    folders |= {
        parent for folder in folders for parent in folder.parents if ROOT / "tests" in (parent, *parent.parents)
    }
    missing = [named(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()]
    assert not missing


def test_no_module_is_too_long() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    too_long = {path: length for path, length in lengths.items() if length > LONGEST_MODULE}
    assert not too_long
    for path, length in lengths.items():
        if length > LONG_MODULE:
            warnings.warn(f"{path} has {length} lines: split it by subject", stacklevel=1)


def test_no_module_is_a_drawer() -> None:
    names = {"utils", "util", "common", "helpers", "helper", "misc", "signals"}
    assert not [named(path) for path in python_files() if path.stem in names or path.parent.name in names]


def test_imports_are_absolute_and_name_what_they_take() -> None:
    wrong = []
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.ImportFrom):
                continue
            is_settings = path.parent.name == "settings" or path.name == "cluster_settings.py"
            if node.level or (any(alias.name == "*" for alias in node.names) and not is_settings):
                wrong.append(f"{named(path)}:{node.lineno}")
    assert not wrong


def test_nothing_happens_by_signal() -> None:
    wrong = []
    for path in python_files():
        if path.is_relative_to(ROOT / "tests"):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and re.match(
                r"django\.(dispatch|db\.models\.signals)", node.module or ""
            ):
                wrong += [f"{named(path)}:{node.lineno}"]
    assert not wrong


def test_imports_go_one_way() -> None:
    """A lower app never imports a higher one."""
    lint = shutil.which("lint-imports")
    assert lint is not None
    found = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True, env=_with_site()
    )
    assert found.returncode == 0, found.stdout


def test_the_contracts_of_imports_are_those_of_the_design() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = ["config", "portal", "payments", "claims", "certification", "content", "accounts", "core"]
    assert f"layers = {layers}".replace("'", '"') in settings


def test_nothing_is_left_to_be_done() -> None:
    words = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "HA" + "CK")) + r")\b")
    wrong = []
    for path in [*python_files(), *(ROOT / "site").rglob("*.html"), *ROOT.glob("*/templates/**/*.html")]:
        found = words.search(path.read_text(encoding="utf-8"))
        wrong += [f"{named(path)}: {found.group()}"] if found else []
    assert not wrong


def test_wagtail_does_not_index_references_of_transactional_rows() -> None:
    """Its reference index would cost five queries on each save (measured: 2.5 ms of 6)."""
    wrong = [
        model._meta.label
        for label in TRANSACTIONAL
        for model in apps.get_app_config(label).get_models()
        if not getattr(model, "wagtail_reference_index_ignore", False)
    ]
    assert not wrong


def _with_site() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}"}
