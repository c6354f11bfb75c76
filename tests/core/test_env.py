"""Settings from the environment fail loudly."""

import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

KEY = b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    ("read", "value", "sentence"),
    [
        (lambda: env.text("X"), None, "Set X"),
        (lambda: env.flag("X", True), "ture", "say yes or no"),
        (lambda: env.flag("X", False), "", "say yes or no"),
        (lambda: env.number("X", 1), "many", "whole number"),
        (lambda: env.number("X", 1, least=1), "0", "at least 1"),
        (lambda: env.key("X"), "not base64!", "32 bytes"),
        (lambda: env.key("X"), b64encode(b"short").decode(), "32 bytes"),
        (lambda: env.keys("X"), KEY, "id:base64"),
        (lambda: env.keys("X"), "k1:" + KEY + ",", "id:base64"),
        (lambda: env.keys("X"), "k 1:" + KEY, "id:base64"),
        (lambda: env.database("X", ""), "mysql://host/name", "must begin with"),
        (lambda: env.folder("X", Path()), "/proc/none/here", "cannot be made"),
    ],
)
def test_a_wrong_or_missing_value_stops_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, read: Any, value: str | None, sentence: str
) -> None:
    if value is None:
        monkeypatch.delenv("X", raising=False)
    else:
        monkeypatch.setenv("X", value)
    with pytest.raises(ImproperlyConfigured, match=re.escape(sentence)):
        read()


@pytest.mark.parametrize(("word", "value"), [("1", True), ("YES", True), (" on ", True), ("0", False), ("No", False)])
def test_words_for_yes_and_no_are_understood(monkeypatch: pytest.MonkeyPatch, word: str, value: bool) -> None:
    monkeypatch.setenv("X", word)
    assert env.flag("X", not value) is value


def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\n")
    monkeypatch.setenv("X", "from the environment")
    monkeypatch.setenv("X_FILE", str(tmp_path / "secret"))
    assert env.text("X") == "s3cret"
    monkeypatch.setenv("X_FILE", str(tmp_path / "missing"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        env.text("X")


def test_keys_keep_their_order_since_the_first_one_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", f"new:{KEY}, old:{KEY}")
    assert list(env.keys("X")) == ["new", "old"]


def test_databases_are_read_from_their_address() -> None:
    sqlite = env.database("NOT_SET", "sqlite:////var/data/fund%20one.sqlite3")
    assert sqlite["NAME"] == "/var/data/fund one.sqlite3"
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    server = env.database("NOT_SET", "postgresql://me:p%40ss@db:5433/fund?sslmode=require&pool=7")
    assert (server["USER"], server["PASSWORD"], server["HOST"], server["PORT"], server["NAME"]) == (
        "me",
        "p@ss",
        "db",
        "5433",
        "fund",
    )
    assert server["OPTIONS"] == {"sslmode": "require", "pool": {"min_size": 1, "max_size": 7}}
