"""CPU seconds of our workbook writer against openpyxl's write-only mode, on the same rows in the same run.

    PYTHONPATH=.:site python -m tests.bench.bench_workbook [rows] [repeats]

15 columns: 2 dates, 3 amounts, 1 percentage, 9 texts. Prints medians, peaks and the ratios to ours.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from payments.reports.workbook import Column, Kind, Properties, Sheet, write_workbook
from tests.bench.measure import compare

COLUMNS = (
    Column("Claim", Kind.TEXT),
    Column("Invoice date", Kind.DATE),
    Column("Paid on", Kind.DATE),
    Column("Total", Kind.AMOUNT, total=True),
    Column("Bonus", Kind.AMOUNT, total=True),
    Column("Reimbursed", Kind.AMOUNT, total=True),
    Column("Share", Kind.PERCENT),
    *(Column(f"Text {number}", Kind.TEXT) for number in range(8)),
)
FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.AMOUNT: '#,##0.00 "€"', Kind.PERCENT: "0.0%", Kind.TEXT: "@"}


def rows(count: int) -> Iterator[tuple[object, ...]]:
    start = date(2026, 1, 1)
    for number in range(count):
        total = Decimal(8000 + number % 40000).scaleb(-2)
        yield (
            f"RF-2026-{number:07d}",
            start + timedelta(days=number % 300),
            start + timedelta(days=number % 300 + 20),
            total,
            Decimal("25.00"),
            Decimal("25.00"),
            Decimal("25.00") / 200,
            f"Atelier Réparation {number % 900}",
            "Lave-linge",
            "Bosch",
            f"SN{number:010d}",
            "12345678200010",
            f"Mme Dupont {number}",
            "69001 Lyon",
            "Remplacement de la pompe & du joint",
        )


def ours(path: str, count: int) -> None:
    properties = Properties(title="Bench", creator="Bench", created_at=datetime(2026, 11, 24, tzinfo=UTC))
    with Path(path).open("wb") as target:
        write_workbook(target, [Sheet("Claims", COLUMNS, rows(count))], properties)


def openpyxl_write_only(path: str, count: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Claims")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:O{count + 1}"
    sheet.append([column.title for column in COLUMNS])
    for row in rows(count):
        cells = []
        for column, value in zip(COLUMNS, row, strict=True):
            cell = WriteOnlyCell(sheet, value)
            cell.number_format = FORMATS[column.kind]
            cells.append(cell)
        sheet.append(cells)
    sheet.append([None] * 3 + [f"=SUBTOTAL(109,{letter}2:{letter}{count + 1})" for letter in "DEF"])
    book.save(path)


def rows_only(path: str, count: int) -> None:
    for _ in rows(count):
        pass


WRITERS = {"rows only": rows_only, "ours": ours, "openpyxl write-only": openpyxl_write_only}

if __name__ == "__main__":
    compare("tests.bench.bench_workbook", WRITERS, yardstick="ours", count=10_000)
