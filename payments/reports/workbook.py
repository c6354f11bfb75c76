"""Excel workbooks of any size: openpyxl authors the book, rows are streamed into its sheets.

A row goes from the iterable into the compressed file and is forgotten, so a million rows take the memory of a few.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import IO, cast

from django.utils.translation import gettext
from openpyxl.utils import get_column_letter

from payments.reports.workbook_cells import Encoder, clean_text, encoder, text_cell
from payments.reports.workbook_layout import Column, Kind, Number, Properties, Row, Sheet
from payments.reports.workbook_skeleton import (
    FIRST_PARTS,
    LAST_PARTS,
    SheetFrame,
    book_parts,
    sheet_xml,
    style_ids,
)

__all__ = ["MOST_ROWS", "Column", "Kind", "Properties", "Sheet", "stream_workbook", "write_workbook"]

MOST_ROWS = 1_000_000  # per sheet; Excel ends at 1,048,576
_MOST_SHEET_BYTES = 1_900_000_000  # zip's 32-bit sizes end at 2 GiB, and Excel does not read a streamed zip64
_LONGEST_SHEET_TITLE = 31
_NOT_IN_SHEET_TITLE = re.compile(r"[\[\]:*?/\\]")
_ROWS_AT_ONCE = 500
_BYTES_AT_ONCE = 1 << 16
_COMPRESSION = 4


def write_workbook(
    target: IO[bytes], sheets: Sequence[Sheet], properties: Properties, *, rows_per_sheet: int = MOST_ROWS
) -> None:
    """Writes the workbook to `target`, which need not be seekable. See `stream_workbook`."""
    for chunk in stream_workbook(sheets, properties, rows_per_sheet=rows_per_sheet):
        target.write(chunk)


def stream_workbook(
    sheets: Sequence[Sheet], properties: Properties, *, rows_per_sheet: int = MOST_ROWS
) -> Iterator[bytes]:
    """The bytes of the workbook, piece by piece, for a response or a file.

    Each sheet has a frozen header, a filter, and below the rows the sums of its `total` columns, as formulas that
    follow the filter and with their values stored for readers that do not compute. A sheet with more than
    `rows_per_sheet` rows goes on in another one. No text becomes a formula. Titles and values that are translatable
    are written in the active language.

    Raises ValueError for a book without sheets and, in the midst of the stream, TypeError or ValueError for a value
    that does not fit its column.
    """
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    outlet = _Outlet()
    book = _Book(outlet, properties, rows_per_sheet)
    for sheet in sheets:
        for _ in book.batches_written(sheet):
            if outlet.size >= _BYTES_AT_ONCE:
                yield outlet.take()
    book.close()
    yield outlet.take()


class _Outlet(io.RawIOBase):
    """Where the archive is written to, emptied by whoever streams it. Not seekable, like a response."""

    def __init__(self) -> None:
        super().__init__()
        self._chunks: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the archive writes nothing else
        self._chunks.append(data)
        self.size += len(data)
        return len(data)

    def take(self) -> bytes:
        content = b"".join(self._chunks)
        self._chunks.clear()
        self.size = 0
        return content


class _Book:
    """The package as it grows: fixed parts, sheet after sheet, and at the end the parts that name the sheets."""

    def __init__(self, outlet: _Outlet, properties: Properties, rows_per_sheet: int) -> None:
        self._properties = properties
        self._rows_per_sheet = rows_per_sheet
        self._styles = style_ids(properties)
        self._frames: list[tuple[SheetFrame, int]] = []
        self._archive = zipfile.ZipFile(cast(IO[bytes], outlet), "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION)
        parts = book_parts([(SheetFrame("Sheet", (Column("", Kind.TEXT),)), 0)], properties)
        for name in FIRST_PARTS:
            self._write_part(name, parts[name])

    def batches_written(self, sheet: Sheet) -> Iterator[None]:
        """Writes the sheet, and its continuations, pausing after every few hundred rows."""
        rows = iter(sheet.rows)
        ahead: list[Row] = []
        while True:
            frame = SheetFrame(self._free_title(str(sheet.title)), sheet.columns)
            yield from self._part_written(frame, chain(ahead, rows))
            ahead = list(islice(rows, 1))
            if not ahead:
                return

    def close(self) -> None:
        """Writes what names the sheets, and ends the archive."""
        parts = book_parts(self._frames, self._properties)
        for name in LAST_PARTS:
            self._write_part(name, parts[name])
        self._archive.close()

    def _write_part(self, name: str, content: bytes) -> None:
        # open() by name puts no present time into the archive, writestr() would.
        with self._archive.open(name, "w") as target:
            target.write(content)

    def _part_written(self, frame: SheetFrame, rows: Iterator[Row]) -> Iterator[None]:
        letters = [get_column_letter(number) for number in range(1, len(frame.columns) + 1)]
        encoders = [
            encoder(column, letter, self._styles) for column, letter in zip(frame.columns, letters, strict=True)
        ]
        sums: dict[int, Number] = {index: 0 for index, column in enumerate(frame.columns) if column.total}
        written = count = 0
        head, _ = sheet_xml(frame, self._properties, row_count=0)
        with self._archive.open(f"xl/worksheets/sheet{len(self._frames) + 1}.xml", "w") as target:
            target.write(head.encode())
            while written < _MOST_SHEET_BYTES:
                batch = list(islice(rows, min(_ROWS_AT_ONCE, self._rows_per_sheet - count)))
                if not batch:
                    break
                written += target.write("".join(_rows_xml(batch, count + 2, encoders)).encode())
                count += len(batch)
                for index in sums:
                    sums[index] += sum(cast(Number, row[index]) for row in batch if row[index] is not None)
                yield
            if sums and count:
                target.write(self._totals_xml(frame, letters, sums, count).encode())
            _, tail = sheet_xml(frame, self._properties, row_count=count)
            target.write(tail.encode())
        self._frames.append((frame, count))
        yield

    def _totals_xml(self, frame: SheetFrame, letters: Sequence[str], sums: dict[int, Number], count: int) -> str:
        row = str(count + 2)
        label = next((index for index in range(len(letters)) if index not in sums), None)
        cells = []
        for index, (column, letter) in enumerate(zip(frame.columns, letters, strict=True)):
            style = self._styles[f"total-{column.kind}"]
            if index in sums:
                formula = f"SUBTOTAL(109,{letter}2:{letter}{count + 1})"
                cells.append(f'<c r="{letter}{row}" s="{style}"><f>{formula}</f><v>{sums[index]}</v></c>')
            elif index == label:
                text_style = self._styles[f"total-{Kind.TEXT}"]
                cells.append(text_cell(f'<c r="{letter}', row, text_style, text_style, gettext("Total")))
            else:
                cells.append(f'<c r="{letter}{row}" s="{style}"/>')
        return f'<row r="{row}">{"".join(cells)}</row>'

    def _free_title(self, wanted: str) -> str:
        """A title that Excel takes and no sheet before has: `Claims`, then `Claims (2)`."""
        plain = _NOT_IN_SHEET_TITLE.sub(" ", clean_text(wanted)).strip("' \t\n")[:_LONGEST_SHEET_TITLE] or "1"
        taken = {frame.title.casefold() for frame, _ in self._frames}
        title, number = plain, 1
        while title.casefold() in taken:
            number += 1
            suffix = f" ({number})"
            title = plain[: _LONGEST_SHEET_TITLE - len(suffix)] + suffix
        return title


def _rows_xml(batch: Sequence[Row], number: int, encoders: Sequence[Encoder]) -> Iterator[str]:
    for row, values in enumerate(batch, start=number):
        text = str(row)
        yield f'<row r="{text}">'
        for encode, value in zip(encoders, values, strict=True):
            if value is not None:
                yield encode(value, text)
        yield "</row>"
