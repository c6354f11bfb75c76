"""Every setting that is read is written down, and every one that is written down is read."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READERS = {"text", "flag", "number", "words", "folder", "key", "keys", "database"}


def settings_read() -> set[str]:
    """Names read through config.env, or straight from the environment in what starts the product."""
    names = set()
    for path in (ROOT / "site" / "config").rglob("*.py"):
        if path.name in {"env.py", "test.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in READERS
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "env"
                and isinstance(node.args[0], ast.Constant)
            ):
                names.add(str(node.args[0].value))
    for path in ("site/gunicorn.conf.py", "site/core/heartbeat.py", "site/core/management/commands/serve.py"):
        text = (ROOT / path).read_text(encoding="utf-8")
        names |= set(re.findall(r'environ\.get\("([A-Z_]+)"', text))
    return names


def test_the_example_of_the_environment_names_every_setting_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE)) == settings_read()


def test_the_operations_guide_explains_every_setting_and_no_other() -> None:
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", guide, re.MULTILINE)) == settings_read()


def test_the_image_and_the_services_set_only_what_exists() -> None:
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    known = settings_read() | {"POSTGRES_USER", "POSTGRES_PASSWORD_FILE", "POSTGRES_DB"}
    assert set(re.findall(r"^ {4,6}([A-Z][A-Z0-9_]+):", compose, re.MULTILINE)) <= known
