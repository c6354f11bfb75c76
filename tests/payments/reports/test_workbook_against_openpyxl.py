"""The same rows through openpyxl alone: every cell must come back with the same value, type and number format."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell

from payments.reports.workbook import Column, Kind, Sheet, write_workbook
from payments.reports.workbook_cells import clean_text, looks_like_formula
from payments.reports.workbook_skeleton import NUMBER_FORMATS
from tests.payments.reports.test_workbook import PROPERTIES

COLUMNS = [Column(f"Column {kind}", kind) for kind in Kind]

# Excel's own escapes are written as they must be for Excel; openpyxl writes them as they are.
_TEXTS = st.text(max_size=30).filter(lambda text: "_x" not in text) | st.sampled_from(
    ["=1+1", "+1", "-1", "@x", "\t=1"]
)
_DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2)
_VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: _TEXTS,
    Kind.DATE: st.dates(date(1900, 1, 1)),
    # openpyxl writes 16 digits of a number where we write all, and reads times to the millisecond.
    Kind.DATETIME: st.datetimes(datetime(1900, 1, 1)).map(
        lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
    ),
    Kind.AMOUNT: _DECIMALS,
    Kind.INTEGER: st.integers(-(10**12), 10**12),
    Kind.PERCENT: _DECIMALS,
}
ROWS = st.lists(st.tuples(*(st.none() | _VALUES[kind] for kind in Kind)), max_size=20)


def ours(rows: list[tuple[Any, ...]]) -> BytesIO:
    target = BytesIO()
    write_workbook(target, [Sheet("Claims", COLUMNS, rows)], PROPERTIES)
    return target


def openpyxl_alone(rows: list[tuple[Any, ...]]) -> BytesIO:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Claims")
    sheet.append([column.title for column in COLUMNS])
    for row in rows:
        cells = []
        for column, value in zip(COLUMNS, row, strict=True):
            text = clean_text(value) if isinstance(value, str) else None
            cell = WriteOnlyCell(sheet, value if text is None else text)
            if text is not None:
                cell.data_type = "s"
                cell.quotePrefix = looks_like_formula(text)
            cell.number_format = NUMBER_FORMATS[column.kind]
            cells.append(cell)
        sheet.append(cells)
    target = BytesIO()
    book.save(target)
    return target


def cells(content: BytesIO) -> dict[str, tuple[Any, str, str, bool]]:
    sheet = load_workbook(content)["Claims"]
    return {
        cell.coordinate: (cell.value, cell.data_type, cell.number_format, bool(cell.quotePrefix))
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if cell.value is not None
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_every_cell_is_the_same_as_openpyxl_alone_writes_it(rows):
    assert cells(ours(rows)) == cells(openpyxl_alone(rows))


@pytest.mark.nightly
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(ROWS)
def test_a_thousand_books_have_the_same_cells_as_openpyxl_alone_writes(rows):
    assert cells(ours(rows)) == cells(openpyxl_alone(rows))


def test_a_decimal_with_an_exponent_is_the_same_number():
    rows = [(None, None, None, Decimal("1E+3"), None, Decimal("5E-3"))]
    found = [value for value, *_ in cells(ours(rows)).values()]
    assert found == [1000, 0.005]
