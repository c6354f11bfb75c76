"""The kinds of file that a document may be, told by their first bytes and never by their name."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class FileKind(StrEnum):
    """A kind of file that is accepted; the value is its media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"


HEAD_BYTES = 1024
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """One stored file of a document: where it lies on disk and what its bytes say that it is."""

    path: Path
    kind: FileKind


def kind_of(head: bytes) -> FileKind | None:
    """Tell the kind from the first `HEAD_BYTES` bytes; None when it is none of ours.

    A PDF may carry a few bytes before its mark (ISO 32000 readers accept it within 1,024 bytes), so the mark is
    searched there, unless another format's own mark stands first.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head[4:8] == b"ftyp":
        return FileKind.HEIC if _brands(head) & _HEIF_BRANDS and b"avif" not in _brands(head) else None
    if head.startswith((b"PK", b"GIF8", b"<", b"{\\rtf", b"MZ", b"\x7fELF")):
        return None
    return FileKind.PDF if b"%PDF-" in head[:HEAD_BYTES] else None


def pixels_by_header(head: bytes, kind: FileKind) -> int | None:
    """Width times height as the header of a JPEG or PNG states them; None when the header does not reach so far."""
    if kind is FileKind.PNG and head[12:16] == b"IHDR" and len(head) >= 24:
        return int.from_bytes(head[16:20], "big") * int.from_bytes(head[20:24], "big")
    if kind is FileKind.JPEG:
        for marker, start in _jpeg_segments(head):
            # Start of frame, whatever the coding; C4, C8 and CC are tables.
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and start + 7 <= len(head):
                return int.from_bytes(head[start + 3 : start + 5], "big") * int.from_bytes(
                    head[start + 5 : start + 7], "big"
                )
    return None


def _brands(head: bytes) -> set[bytes]:
    size = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))}


def _jpeg_segments(head: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while at + 4 <= len(head) and head[at] == 0xFF:
        yield head[at + 1], at + 2
        length = int.from_bytes(head[at + 2 : at + 4], "big")
        if length < 2:
            return
        at += 2 + length
