"""The first look at an upload, in the web process: size, kind and header only; nothing is parsed here."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from claims.invoices.files import HEAD_BYTES, FileKind, kind_of, pixels_by_header
from claims.invoices.limits import PIXELS_BY_HEADER, UPLOAD_BYTES
from claims.invoices.problems import refusal

_CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Intake:
    """What the first look saw: the kind, the size in bytes and the SHA-256 (hexadecimal) of the original bytes."""

    kind: FileKind
    size: int
    sha256: str


def look_at(upload: BinaryIO) -> Intake:
    """Look at an upload and leave it rewound to its start.

    The hash covers the original bytes, before anything touches them; reading stops as soon as the limit is passed.
    Raises `DocumentRefused` with the code `empty`, `too-large`, `wrong-kind` or `too-many-pixels`.
    """
    upload.seek(0)
    digest = hashlib.sha256()
    head = b""
    size = 0
    while chunk := upload.read(_CHUNK_BYTES):
        if not size:
            head = chunk
        size += len(chunk)
        if size > UPLOAD_BYTES:
            upload.seek(0)
            raise refusal("too-large")
        digest.update(chunk)
    upload.seek(0)
    if not size:
        raise refusal("empty")
    kind = kind_of(head[:HEAD_BYTES])
    if kind is None:
        raise refusal("wrong-kind")
    if (pixels_by_header(head, kind) or 0) > PIXELS_BY_HEADER:
        raise refusal("too-many-pixels")
    return Intake(kind=kind, size=size, sha256=digest.hexdigest())
