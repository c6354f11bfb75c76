"""The mails of the embedded deployment, which are written to a folder instead of being sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
_NAME = re.compile(r"\d{8}-\d{6}-\d+\.log")
_END_OF_MAIL = b"-" * 79 + b"\n"
MOST_SHOWN = 200
_MOST_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptMail:
    """One mail: `file` and `place` in it name it; `sent_at` is None when its header tells no time."""

    file: str
    place: int
    subject: str
    sender: str
    recipients: str
    sent_at: datetime | None
    body: str


def mails_are_kept_here() -> bool:
    """True when mails are written to a folder."""
    return bool(settings.EMAIL_BACKEND == _BACKEND)


def mails() -> list[KeptMail]:
    """The mails in the folder, the newest first, at most MOST_SHOWN."""
    found: list[KeptMail] = []
    for path in sorted(_files(), key=lambda path: path.name, reverse=True):
        found.extend(reversed(list(_mails_in(path))))
        if len(found) >= MOST_SHOWN:
            break
    return found[:MOST_SHOWN]


def mail_at(file: str, place: int) -> KeptMail | None:
    """One mail; None when there is no such one. Only names that the folder itself lists are opened."""
    for path in _files():
        if path.name == file:
            return next((mail for mail in _mails_in(path) if mail.place == place), None)
    return None


def _files() -> list[Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if _NAME.fullmatch(path.name) and path.is_file()]


def _mails_in(path: Path) -> Iterator[KeptMail]:
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES)
    for place, raw in enumerate(part for part in content.split(_END_OF_MAIL) if part.strip()):
        message = message_from_bytes(raw.lstrip(b"\n"), _class=EmailMessage, policy=policy.default)
        yield _kept(path.name, place, message)


def _kept(file: str, place: int, message: EmailMessage) -> KeptMail:
    part = message.get_body(("plain",))
    return KeptMail(
        file=file,
        place=place,
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        recipients=str(message["To"] or ""),
        sent_at=_instant(str(message["Date"] or "")),
        body=part.get_content().strip() if part else "",
    )


def _instant(text: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(text)
    except ValueError:
        return None
    # "-0000" is how a machine says UTC without saying where it stands (RFC 5322, 3.3).
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
