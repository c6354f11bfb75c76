"""Compiles the translations: .mo files are made from .po files and are not kept in git."""

from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folders: Iterable[Path]) -> list[Path]:
    """Compile every catalogue that is newer than its compiled form; returns the files written."""
    written = []
    for folder in folders:
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                continue
            with source.open("rb") as lines:
                catalogue = read_po(lines, locale=source.parents[1].name)
            part = target.with_suffix(".part")
            with part.open("wb") as output:
                write_mo(output, catalogue)
            part.replace(target)
            written.append(target)
    return written
