"""Private files: named by us, hashed while they stream, never under a public address."""

import hashlib
from collections.abc import Iterable
from typing import BinaryIO
from uuid import uuid4

from django.core.files.storage import Storage, storages

CHUNK = 1024 * 1024


def private_storage() -> Storage:
    """The storage of invoices and payment files: a folder here, a private bucket in production."""
    return storages["private"]


def private_name(folder: str, extension: str) -> str:
    """A name that tells nothing and cannot be guessed, spread over 256 folders."""
    name = uuid4().hex
    return f"{folder}/{name[:2]}/{name}.{extension}"


def sha256_of(chunks: Iterable[bytes]) -> str:
    """The SHA-256 of a stream, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def chunks_of(file: BinaryIO) -> Iterable[bytes]:
    """The file from its beginning in pieces of 1 MiB; the position is put back to the start afterwards."""
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk
    file.seek(0)
