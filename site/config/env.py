"""Settings from the environment: each read is typed, and a wrong or missing value stops the start with one sentence."""

import os
from base64 import b64decode
from binascii import Error as Base64Invalid
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """The value, or of the file that NAME_FILE names (how secrets are mounted); required when there is no default."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {file}, which cannot be read: {error.strerror}.") from error
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name}: it has no default here (see docs/operations.md).")
    return value


def flag(name: str, default: bool) -> bool:
    """A yes or a no; any other word is refused, so that a typing error never switches a protection off."""
    value = text(name, "yes" if default else "no").strip().lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: say yes or no.")


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, not below `least`."""
    value = text(name, str(default))
    try:
        result = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {value!r}: a whole number is needed.") from error
    if result < least:
        raise ImproperlyConfigured(f"{name} is {result}: it must be at least {least}.")
    return result


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas; empty parts are dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """A folder that exists or can be made."""
    path = Path(text(name, str(default)))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name} names {path}, which cannot be made: {error.strerror}.") from error
    return path


def key(name: str, default: str | None = None) -> bytes:
    """32 bytes written in base64."""
    value = text(name, default)
    try:
        raw = b64decode(value, validate=True)
    except Base64Invalid as error:
        raise ImproperlyConfigured(f"{name} must be 32 bytes in base64.") from error
    if len(raw) != 32:
        raise ImproperlyConfigured(f"{name} must be 32 bytes in base64; it has {len(raw)}.")
    return raw


def keys(name: str, default: str | None = None) -> dict[str, bytes]:
    """Named keys, `id:base64` separated by commas; the first writes new values, the others only read old ones."""
    result: dict[str, bytes] = {}
    for part in text(name, default).split(","):
        identifier, separator, value = part.strip().partition(":")
        try:
            raw = b64decode(value, validate=True)
        except Base64Invalid:
            raw = b""
        if not separator or not identifier.isalnum() or len(raw) != 32:
            raise ImproperlyConfigured(f"{name} must list keys as id:base64 of 32 bytes, separated by commas.")
        result[identifier] = raw
    return result


def database(name: str, default: str) -> dict[str, Any]:
    """A Django database from `sqlite:///path` or `postgresql://user:password@host:port/name?option=value`."""
    url = text(name, default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path if parts.path == ":memory:" else unquote(parts.path.removeprefix("/")),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Measured (platform.md): without IMMEDIATE 40 % of concurrent requests fail as locked.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options: dict[str, Any] = dict(parse_qsl(parts.query))
        pool = options.pop("pool", "")
        if pool:
            options["pool"] = {"min_size": 1, "max_size": int(pool)}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
        }
    raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgresql://.")
