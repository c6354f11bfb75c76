import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils.translation import gettext_lazy
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from payments.reports.workbook import Column, Kind, Properties, Sheet, stream_workbook, write_workbook

COLUMNS = (
    Column("Claim", Kind.TEXT, width=18),
    Column("Paid on", Kind.DATE),
    Column("Decided at", Kind.DATETIME),
    Column("Bonus", Kind.AMOUNT, total=True),
    Column("Claims", Kind.INTEGER, total=True),
    Column("Share", Kind.PERCENT),
)
PROPERTIES = Properties(
    title="Payments", subject="November", creator="Repair Fund", created_at=datetime(2026, 11, 24, 9, tzinfo=UTC)
)
ROWS = [
    ("RF-1", date(2026, 11, 3), datetime(2026, 11, 1, 10, 30), Decimal("25.00"), 1, Decimal("0.055")),
    ("RF-2", None, None, Decimal("0.10"), 2, None),
    (None, date(2026, 11, 5), None, Decimal("-5.00"), None, Decimal("1")),
]


def book_bytes(*sheets: Sheet, rows_per_sheet: int = 1_000_000) -> bytes:
    target = BytesIO()
    write_workbook(target, sheets, PROPERTIES, rows_per_sheet=rows_per_sheet)
    return target.getvalue()


def book(rows: Iterable[Sequence[object]] = ROWS, columns: Sequence[Column] = COLUMNS, **options: bool) -> Workbook:
    return load_workbook(BytesIO(book_bytes(Sheet("Claims", columns, rows))), **options)


def sheet(rows: Iterable[Sequence[object]] = ROWS, columns: Sequence[Column] = COLUMNS, **options: bool) -> Worksheet:
    return book(rows, columns, **options)["Claims"]


def one_text(text: object) -> Worksheet:
    return sheet([(text,)], [Column("Text", Kind.TEXT)])


def test_values_come_back_as_dates_and_numbers():
    found = list(sheet().iter_rows(min_row=2, max_row=4, values_only=True))
    assert found[0] == ("RF-1", datetime(2026, 11, 3), datetime(2026, 11, 1, 10, 30), 25, 1, 0.055)
    assert found[1] == ("RF-2", None, None, 0.1, 2, None)
    assert found[2] == (None, datetime(2026, 11, 5), None, -5, None, 1)


def test_the_header_is_frozen_filtered_repeated_in_print_and_as_wide_as_asked():
    page = sheet()
    assert [cell.value for cell in page[1]] == ["Claim", "Paid on", "Decided at", "Bonus", "Claims", "Share"]
    assert page["A1"].font.bold
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:F4"
    assert page.column_dimensions["A"].width == 18
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"


def test_every_kind_has_its_number_format():
    assert [cell.number_format for cell in sheet()[2]] == [
        "@",
        "dd/mm/yyyy",
        "dd/mm/yyyy hh:mm",
        '#,##0.00 "€"',
        "#,##0",
        "0.0%",
    ]


def test_rows_are_plain_and_the_totals_are_bold_under_a_line():
    page = sheet()
    assert not any(cell.font.bold or cell.border.top.style for row in page["A2:F4"] for cell in row)
    assert all(cell.font.bold and cell.border.top.style == "thin" for cell in page[5])


def test_totals_follow_the_filter_and_hold_their_value():
    formulas, values = sheet()[5], sheet(data_only=True)[5]
    assert [cell.value for cell in formulas] == [
        "Total",
        None,
        None,
        "=SUBTOTAL(109,D2:D4)",
        "=SUBTOTAL(109,E2:E4)",
        None,
    ]
    assert (values[3].value, values[4].value) == (20.1, 3)
    assert formulas[3].number_format == '#,##0.00 "€"'


def test_a_stored_total_is_exact_where_floats_would_not_be():
    page = sheet([(Decimal("0.10"),)] * 1003, [Column("Bonus", Kind.AMOUNT, total=True)], data_only=True)
    assert page["A1005"].value == 100.3


def test_no_totals_stand_below_no_rows_or_no_summed_column():
    assert sheet([]).max_row == 1
    assert sheet([]).auto_filter.ref == "A1:F1"
    assert sheet([("x",)], [Column("Text", Kind.TEXT)]).max_row == 2


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","pay")',
        "+33 1 23 45 67 89",
        "-1+2",
        "@SUM(A1)",
        "\t=1+1",
        "  =1+1",
        "＝1+1",
        "=",
    ],
)
def test_a_text_that_looks_like_a_formula_stays_a_text_even_when_edited(text):
    cell = one_text(text)["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_an_ordinary_text_has_no_quote_prefix():
    assert not one_text("RF-1")["A2"].quotePrefix


def test_a_title_that_looks_like_a_formula_stays_a_text():
    assert sheet([], [Column("=1+1", Kind.TEXT)])["A1"].data_type == "s"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a\x00b\x07c\x1fd", "abcd"),
        ("a\ud800b\ufffe", "ab"),
        ("\x00=1+1", "=1+1"),
        ("two\r\nlines\rthree", "two\nlines\nthree"),
        (" edges ", " edges "),
        ("<b>&amp;</b> ]]> \"'", "<b>&amp;</b> ]]> \"'"),
        ("Été 😀 €", "Été 😀 €"),
        ("x" * 40_000, "x" * 32_767),
        (gettext_lazy("Bonus"), "Bonus"),
        (12345678200010, "12345678200010"),
        ("", None),
        ("\x07", None),
    ],
)
def test_texts_are_cleaned_and_nothing_else_of_them_changes(text, read):
    assert one_text(text)["A2"].value == read


def test_a_text_of_emoji_is_cut_by_excels_own_way_of_counting():
    cut = one_text("😀" * 20_000)["A2"].value
    assert cut == "😀" * 16_383


def test_what_excel_would_take_for_an_escape_is_shown_as_it_was_typed():
    assert one_text("_x003D_1+1")["A2"].value == "_x005F_x003D_1+1"
    assert one_text("a_xyz_")["A2"].value == "a_xyz_"


def test_an_aware_instant_is_shown_in_paris_time():
    page = sheet([(datetime(2026, 7, 31, 22, 30, tzinfo=UTC),)], [Column("At", Kind.DATETIME)])
    assert page["A2"].value == datetime(2026, 8, 1, 0, 30)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(9999, 12, 31)])
def test_the_days_at_the_ends_of_excels_calendar_are_right(day):
    assert sheet([(day,)], [Column("On", Kind.DATE)])["A2"].value == datetime(day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("kind", "value", "error"),
    [
        (Kind.AMOUNT, 10.5, TypeError),
        (Kind.AMOUNT, "10.50", TypeError),
        (Kind.AMOUNT, Decimal("NaN"), ValueError),
        (Kind.AMOUNT, Decimal("Infinity"), ValueError),
        (Kind.PERCENT, 5, TypeError),
        (Kind.INTEGER, True, TypeError),
        (Kind.INTEGER, Decimal(1), TypeError),
        (Kind.DATE, datetime(2026, 11, 1), TypeError),
        (Kind.DATE, date(1899, 12, 31), ValueError),
        (Kind.DATETIME, date(2026, 11, 1), TypeError),
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_columns_name(kind, value, error):
    with pytest.raises(error, match=r"Bonus|calendar"):
        book_bytes(Sheet("Claims", [Column("Bonus", kind)], [(value,)]))


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        book_bytes(Sheet("Claims", COLUMNS, [("RF-1",)]))


def test_a_sum_of_dates_or_texts_cannot_be_asked_for():
    with pytest.raises(ValueError, match="no sum"):
        Column("Paid on", Kind.DATE, total=True)


def test_a_book_needs_a_sheet():
    with pytest.raises(ValueError, match="sheet"):
        book_bytes()


def test_a_long_sheet_goes_on_in_others_each_with_header_filter_and_totals():
    columns = [Column("Number", Kind.INTEGER, total=True)]
    content = book_bytes(
        Sheet("Claims", columns, ((n,) for n in range(25))), Sheet("End", columns, [(7,)]), rows_per_sheet=10
    )
    read = load_workbook(BytesIO(content), data_only=True)
    assert read.sheetnames == ["Claims", "Claims (2)", "Claims (3)", "End"]
    assert [page.auto_filter.ref for page in read] == ["A1:A11", "A1:A11", "A1:A6", "A1:A2"]
    assert [page.cell(page.max_row, 1).value for page in read] == [45, 145, 110, 7]
    assert [page["A1"].value for page in read] == ["Number"] * 4
    assert not any(page.sheet_view.tabSelected for page in read)  # sheets selected together are edited together


def test_a_sheet_that_is_exactly_full_has_no_empty_continuation():
    columns = [Column("Number", Kind.INTEGER)]
    content = book_bytes(Sheet("Claims", columns, [(n,) for n in range(10)]), rows_per_sheet=10)
    assert load_workbook(BytesIO(content)).sheetnames == ["Claims"]


def test_sheet_titles_are_made_such_that_excel_takes_them():
    columns = [Column("Number", Kind.INTEGER)]
    titles = ["By day: 1/11 [all]", "x" * 40, "X" * 40, "'quoted'", "  "]
    content = book_bytes(*(Sheet(title, columns, [(1,)]) for title in titles))
    assert load_workbook(BytesIO(content)).sheetnames == [
        "By day  1 11  all",
        "x" * 31,
        "X" * 27 + " (2)",
        "quoted",
        "1",
    ]


def test_the_document_says_what_it_is_and_when_it_was_made():
    properties = book().properties
    assert (properties.title, properties.subject, properties.creator) == ("Payments", "November", "Repair Fund")
    assert properties.created == properties.modified == datetime(2026, 11, 24, 9)


def test_the_same_rows_give_the_same_bytes():
    assert book_bytes(Sheet("Claims", COLUMNS, ROWS)) == book_bytes(Sheet("Claims", COLUMNS, iter(ROWS)))


def test_every_part_is_well_formed_and_named_once():
    with zipfile.ZipFile(BytesIO(book_bytes(Sheet("Claims", COLUMNS, ROWS), Sheet("Other", COLUMNS, ROWS)))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert names[0] == "_rels/.rels"
        for name in names:
            etree.fromstring(archive.read(name))
        types = etree.fromstring(archive.read("[Content_Types].xml"))
    parts = {element.get("PartName") for element in types if element.get("PartName")}
    assert parts <= {f"/{name}" for name in names}
    assert {"/xl/worksheets/sheet1.xml", "/xl/worksheets/sheet2.xml"} <= parts


def test_rows_are_read_while_the_book_is_streamed():
    read = 0

    def rows() -> Iterable[tuple[str]]:
        nonlocal read
        for number in range(60_000):
            read = number
            yield (f"{number * 7919 % 1_000_003:x} {number**5}",)

    stream = stream_workbook([Sheet("Claims", [Column("Text", Kind.TEXT)], rows())], PROPERTIES)
    next(stream)
    assert read < 30_000
    assert len(list(stream)) > 2
    assert read == 59_999
