"""Values as the XML of cells. The tight loop of every report: 1.5 million cells for 100,000 rows."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from payments.reports.workbook_layout import Column, Kind

PARIS = ZoneInfo("Europe/Paris")
LONGEST_TEXT = 32_767  # UTF-16 units that Excel takes in one cell

# Excel counts days from here, and believes in a 29 February 1900: the days before it are one less.
_DAY_ZERO = date(1899, 12, 30).toordinal()
_LAST_SHIFTED_DAY = 60
_SECONDS_PER_DAY = 86_400

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile("\r\n?")
_EXCEL_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# What needs none of the care below: begins with a letter or a digit, does not end in space, holds nothing to escape.
_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f&<>_\ud800-\udfff\ufffe\uffff]{0,16000}(?<!\s))?")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")  # the wide ones count in East Asian editions

Encoder = Callable[[object, str], str]


def clean_text(text: str) -> str:
    """The text as a cell may hold it: without control characters, line ends as Excel has them, cut at its limit."""
    clean = _ILLEGAL.sub("", _LINE_END.sub("\n", text))
    if len(clean) > LONGEST_TEXT // 2:
        clean = clean.encode("utf-16-le")[: LONGEST_TEXT * 2].decode("utf-16-le", errors="ignore")
    return clean


def looks_like_formula(text: str) -> bool:
    """True for a text that a spreadsheet would compute if it were typed in."""
    return text.startswith("\t") or text.lstrip().startswith(_FORMULA_STARTS)


def excel_day(day: date) -> int:
    """The number by which Excel knows this day. Raises ValueError before 1900, which Excel does not know."""
    number = day.toordinal() - _DAY_ZERO
    if number <= _LAST_SHIFTED_DAY:
        number -= 1
        if number < 1:
            raise ValueError(f"{day} is before the first day of Excel's calendar")
    return number


def paris_time(instant: datetime) -> datetime:
    """The naive time in Paris of an aware instant; a naive time stays as it is. Excel has no time zones."""
    return instant if instant.tzinfo is None else instant.astimezone(PARIS).replace(tzinfo=None)


def encoder(column: Column, letter: str, styles: Mapping[str, int]) -> Encoder:
    """The function that writes values of this column, given the row's number as text.

    `styles` has the style id of each kind, and of `quoted` texts. The function raises TypeError for a value of another
    type and ValueError for a number or a day that a sheet cannot hold.
    """
    opening = f'<c r="{letter}'
    style = styles[column.kind]
    match column.kind:
        case Kind.TEXT:
            return _text_encoder(opening, style, styles["quoted"])
        case Kind.DATE:
            return _date_encoder(opening, style, column)
        case Kind.DATETIME:
            return _datetime_encoder(opening, style, column)
        case Kind.INTEGER:
            return _integer_encoder(opening, style, column)
        case Kind.AMOUNT | Kind.PERCENT:
            return _decimal_encoder(opening, style, column)


def text_cell(opening: str, row: str, style: int, quoted_style: int, text: str) -> str:
    """A text cell with all care taken; never a formula, whatever the text begins with."""
    clean = clean_text(text)
    if not clean:
        return ""
    used = quoted_style if looks_like_formula(clean) else style
    space = ' xml:space="preserve"' if clean != clean.strip() else ""
    escaped = escape(_EXCEL_ESCAPE.sub("_x005F_", clean))
    return f'{opening}{row}" s="{used}" t="inlineStr"><is><t{space}>{escaped}</t></is></c>'


def _text_encoder(opening: str, style: int, quoted_style: int) -> Encoder:
    plain = _PLAIN.fullmatch
    middle = f'" s="{style}" t="inlineStr"><is><t>'

    def encode(value: object, row: str) -> str:
        text = value if type(value) is str else str(value)
        if plain(text):
            return f"{opening}{row}{middle}{text}</t></is></c>"
        return text_cell(opening, row, style, quoted_style, text)

    return encode


def _date_encoder(opening: str, style: int, column: Column) -> Encoder:
    middle = f'" s="{style}"><v>'

    def encode(value: object, row: str) -> str:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise _wrong_type(column, value)
        return f"{opening}{row}{middle}{excel_day(value)}</v></c>"

    return encode


def _datetime_encoder(opening: str, style: int, column: Column) -> Encoder:
    middle = f'" s="{style}"><v>'

    def encode(value: object, row: str) -> str:
        if not isinstance(value, datetime):
            raise _wrong_type(column, value)
        local = paris_time(value)
        seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1_000_000
        return f"{opening}{row}{middle}{excel_day(local.date()) + seconds / _SECONDS_PER_DAY!r}</v></c>"

    return encode


def _integer_encoder(opening: str, style: int, column: Column) -> Encoder:
    middle = f'" s="{style}"><v>'

    def encode(value: object, row: str) -> str:
        if not isinstance(value, int) or isinstance(value, bool):
            raise _wrong_type(column, value)
        return f"{opening}{row}{middle}{value}</v></c>"

    return encode


def _decimal_encoder(opening: str, style: int, column: Column) -> Encoder:
    middle = f'" s="{style}"><v>'

    def encode(value: object, row: str) -> str:
        if not isinstance(value, Decimal):
            raise _wrong_type(column, value)
        if not value.is_finite():
            raise ValueError(f"{column.title}: {value} is not a number")
        return f"{opening}{row}{middle}{value}</v></c>"

    return encode


def _wrong_type(column: Column, value: object) -> TypeError:
    return TypeError(f"{column.title}: {type(value).__name__} in a column of kind {column.kind}")
