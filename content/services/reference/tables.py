"""CSV files with a header: reading them, and saying which line is wrong."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from core.errors import Refused

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be loaded: file name, line of the file (1 is the header), sentence."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.sentence}"


class ReferenceRefused(Refused):
    """Rows are wrong, so nothing was loaded; `problems` names every one of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("reference-refused", "The reference data has mistakes; nothing was changed.")
        self.problems = tuple(problems)


@dataclass(slots=True)
class Tally:
    """How many rows of one file were created, updated or left as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Row:
    """One line of a file; what it lacks or says wrongly goes to `problems`."""

    file: str
    line: int
    values: dict[str, str]
    problems: list[Problem]
    is_sound: bool = True

    def refuse(self, sentence: str) -> None:
        """Note what is wrong with the row."""
        self.problems.append(Problem(self.file, self.line, sentence))
        self.is_sound = False

    def text(self, column: str, default: str | None = None) -> str:
        """The words of the column; refused when they are missing and there is no default."""
        value = self.values.get(column, "").strip()
        if value:
            return value
        if default is None:
            self.refuse(f"{column} is empty.")
            return ""
        return default

    def yes(self, column: str) -> bool:
        """`yes` or `no`."""
        value = self.text(column)
        if value not in {"yes", "no", ""}:
            self.refuse(f"{column} is {value!r}: say yes or no.")
        return value == "yes"

    def day(self, column: str) -> date | None:
        """A day written as 2026-01-31, None where the column is empty."""
        return self._parsed(column, date.fromisoformat, "a day like 2026-01-31")

    def euros(self, column: str) -> Decimal | None:
        """An amount with a full stop, None where the column is empty."""
        return self._parsed(column, Decimal, "an amount like 12.50")

    def number(self, column: str) -> int:
        """A whole number; 0 where the column is empty."""
        return self._parsed(column, int, "a whole number") or 0

    def _parsed(self, column: str, parse: Callable[[str], Value], expected: str) -> Value | None:
        value = self.text(column, "")
        if not value:
            return None
        try:
            return parse(value)
        except (ValueError, InvalidOperation):
            self.refuse(f"{column} is {value!r}: {expected} is needed.")
            return None


@dataclass(frozen=True, slots=True)
class Table:
    """What a file must hold: its name, its columns, the columns that tell one row from another."""

    file: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    optional: frozenset[str] = field(default_factory=frozenset)

    def rows(self, folder: Path, problems: list[Problem]) -> Iterator[Row]:
        """The rows of the file; what is wrong with the file, its header or a repeated row goes to `problems`."""
        try:
            text = (folder / self.file).read_text(encoding="utf-8-sig")
        except OSError as error:
            problems.append(Problem(self.file, 0, f"The file cannot be read: {error.strerror}."))
            return
        except UnicodeDecodeError:
            problems.append(Problem(self.file, 0, "The file is not written in UTF-8."))
            return
        reader = csv.reader(text.splitlines(keepends=True), strict=True)
        header = next(reader, [])
        missing = [column for column in self.columns if column not in header and column not in self.optional]
        unknown = [column for column in header if column not in self.columns]
        if missing or unknown:
            wanted, found = ", ".join(self.columns), ", ".join(header)
            problems.append(Problem(self.file, 1, f"The columns must be {wanted}; they are {found}."))
            return
        yield from self._rows(reader, header, problems)

    def _rows(self, reader: Iterator[list[str]], header: list[str], problems: list[Problem]) -> Iterator[Row]:
        seen: dict[tuple[str, ...], int] = {}
        # With strict=True a broken quotation ends the file: csv cannot tell where the next row begins.
        while True:
            line = getattr(reader, "line_num", 0)
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                problems.append(Problem(self.file, line + 1, f"The row is broken: {error}."))
                return
            if not cells:
                continue
            row = Row(self.file, line + 1, dict(zip(header, cells, strict=False)), problems)
            if len(cells) != len(header):
                row.refuse(f"{len(header)} cells are needed; there are {len(cells)}.")
                continue
            key = tuple(row.text(column, "") for column in self.key)
            if key in seen:
                row.refuse(f"{', '.join(key)} is on line {seen[key]} already.")
                continue
            seen[key] = row.line
            yield row
