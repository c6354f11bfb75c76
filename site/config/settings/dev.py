"""The embedded deployment of `make run`: SQLite, files in var/, keys made on the first start and kept there."""

import os
from base64 import b64encode
from pathlib import Path
from secrets import token_bytes

_VAR = Path(os.environ.get("REPAIR_FUND_VAR", Path(__file__).resolve().parents[3] / "var"))


def _kept(name: str, made: str) -> str:
    file = _VAR / "keys" / name
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(made, encoding="ascii")
        file.chmod(0o600)
    return file.read_text(encoding="ascii")


def _new_key() -> str:
    return b64encode(token_bytes(32)).decode("ascii")


os.environ.setdefault("SECRET_KEY", _kept("secret_key", _new_key()))
os.environ.setdefault("FIELD_ENCRYPTION_KEYS", _kept("field_encryption_keys", f"k1:{_new_key()}"))
os.environ.setdefault("BLIND_INDEX_KEY", _kept("blind_index_key", _new_key()))

# The terminal is for people here: what went wrong, not each job.
os.environ.setdefault("LOG_LEVEL", "WARNING")

from config.settings.base import *  # noqa: E402

PREPARE_COMMANDS = [*PREPARE_COMMANDS, ["load_demo"]]
WELCOME_COMMANDS = ["demo_logins"]
DEMO_ALLOWED = True

DEBUG = env.flag("DEBUG", False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
DEBTOR_IBAN = env.text("DEBTOR_IBAN", "FR7630006000011234567890189")
DEBTOR_SIREN = env.text("DEBTOR_SIREN", "732829320")
DEBTOR_TOWN = env.text("DEBTOR_TOWN", "Paris")
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
# Compressing every static file takes most of the first start and gains nothing on one machine.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
