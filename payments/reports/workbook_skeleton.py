"""The parts of a workbook that openpyxl authors: styles, header, frozen pane, filter, widths, print set-up, properties.

Rows are not given to openpyxl, which takes about eight times as long per row as writing them does.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from payments.reports.workbook_cells import clean_text
from payments.reports.workbook_layout import Column, Kind, Properties

NUMBER_FORMATS = {
    Kind.TEXT: "@",  # typed over, a SIRET keeps its zeros
    Kind.DATE: "dd/mm/yyyy",
    Kind.DATETIME: "dd/mm/yyyy hh:mm",
    Kind.AMOUNT: '#,##0.00 "€"',
    Kind.INTEGER: "#,##0",
    Kind.PERCENT: "0.0%",
}
BOLD = Font(name="Calibri", size=11, bold=True)
WHITE_BOLD = Font(name="Calibri", size=11, bold=True, color="FFFFFFFF")
_CORE_PROPERTIES = "docProps/core.xml"
# Readers that guess a file's type look at what comes first; the others are known when the last row is.
FIRST_PARTS = ("_rels/.rels", "docProps/app.xml", _CORE_PROPERTIES, "xl/theme/theme1.xml", "xl/styles.xml")
LAST_PARTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """A sheet as far as it is known before its rows: title within Excel's limits, and columns."""

    title: str
    columns: Sequence[Column]


def style_ids(properties: Properties) -> dict[str, int]:
    """The style ids of every book made here: each kind, `quoted` for texts, `total-<kind>` for sums."""
    return _book(properties)[1]


def sheet_xml(frame: SheetFrame, properties: Properties, *, row_count: int) -> tuple[str, str]:
    """The XML of the sheet before its first and after its last row of data (`row_count` of them)."""
    book, _ = _book(properties)
    _add_sheet(book, frame, row_count)
    xml = _saved(book, properties)["xl/worksheets/sheet1.xml"].decode()
    before, after = xml.split("</sheetData>")
    start, rest = before.split("<dimension", 1)  # says how many rows there are, which nobody knows yet; optional
    return start + rest.split("/>", 1)[1], f"</sheetData>{after}"


def book_parts(frames: Sequence[tuple[SheetFrame, int]], properties: Properties) -> dict[str, bytes]:
    """Every part of the package by name for these sheets and their numbers of rows, but for the sheets themselves."""
    book, _ = _book(properties)
    for frame, row_count in frames:
        _add_sheet(book, frame, row_count)
    parts = _saved(book, properties)
    return {name: content for name, content in parts.items() if not name.startswith("xl/worksheets/")}


def _book(properties: Properties) -> tuple[Workbook, dict[str, int]]:
    """An empty book, its styles registered in the same order each time, so that the ids are the same in all books."""
    book = Workbook()
    scratch = book.active
    assert isinstance(scratch, Worksheet)  # noqa: S101 - openpyxl's own promise for a new book
    styles: dict[str, int] = {}

    def register(name: str, **look: object) -> None:
        cell = Cell(scratch, row=1, column=1)  # a new one each time: a registered style changes with its cell
        for attribute, value in look.items():
            setattr(cell, attribute, value)
        styles[name] = cell.style_id

    for kind, number_format in NUMBER_FORMATS.items():
        register(kind, number_format=number_format)
        register(f"total-{kind}", number_format=number_format, font=BOLD, border=Border(top=Side(style="thin")))
    register("quoted", number_format=NUMBER_FORMATS[Kind.TEXT], quotePrefix=True)
    book.remove(scratch)
    book.properties.title = clean_text(str(properties.title))
    book.properties.subject = clean_text(str(properties.subject))
    book.properties.creator = clean_text(properties.creator)
    return book, styles


def _add_sheet(book: Workbook, frame: SheetFrame, row_count: int) -> None:
    sheet: Worksheet = book.create_sheet(frame.title)
    for number, column in enumerate(frame.columns, start=1):
        cell = sheet.cell(row=1, column=number)
        cell.value = clean_text(str(column.title))
        cell.data_type = "s"
        cell.font = WHITE_BOLD
        cell.fill = PatternFill("solid", start_color="FF1F3A5F")
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(frame.columns))}{row_count + 1}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _saved(book: Workbook, properties: Properties) -> dict[str, bytes]:
    target = BytesIO()
    book.save(target)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # Saving puts the present time in; equal rows are to give equal bytes.
    created_at = properties.created_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.properties.created = book.properties.modified = created_at
    parts[_CORE_PROPERTIES] = tostring(book.properties.to_tree())
    return parts
