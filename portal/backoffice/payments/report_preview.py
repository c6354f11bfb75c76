"""A payment report before it is exported: its first rows as they will stand in the sheet, and its totals."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Count

from core.money import euros as in_euros
from core.templatetags.money import day, euros, instant, number
from payments.models import ReportExport
from payments.reports.filters import ReportFilter
from payments.reports.sums import BONUS, PAID, TO_PAY, TOTAL
from payments.reports.workbook import Kind
from payments.services.reports import SHEETS

ROWS_SHOWN = 20

_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: str,
    Kind.DATE: lambda value: day(value) if isinstance(value, date) else str(value),
    Kind.DATETIME: lambda value: instant(value) if isinstance(value, datetime) else str(value),
    Kind.AMOUNT: euros,
    Kind.INTEGER: number,
    Kind.PERCENT: lambda value: f"{number(value * 100)} %",
}
_NUMBERS = (Kind.AMOUNT, Kind.INTEGER, Kind.PERCENT)


def preview_of(kind: ReportExport.Kind, report_filter: ReportFilter) -> dict[str, Any]:
    """The columns, the first rows, and the totals of everything selected. Two queries."""
    sheet = SHEETS[kind](report_filter)
    rows = list(islice(sheet.rows, ROWS_SHOWN))
    return {
        "title": sheet.title,
        "columns": [{"title": column.title, "is_number": column.kind in _NUMBERS} for column in sheet.columns],
        "rows": [
            [
                {
                    "text": "" if value is None else _WRITERS[column.kind](value),
                    "label": column.title,
                    "is_number": column.kind in _NUMBERS,
                }
                for column, value in zip(sheet.columns, row, strict=True)
            ]
            for row in rows
        ],
        "totals": _totals(report_filter),
    }


def _totals(report_filter: ReportFilter) -> dict[str, Any]:
    sums = report_filter.claims().aggregate(claims=Count("pk"), bill=TOTAL, due=BONUS, paid=PAID, to_pay=TO_PAY)
    return {name: value if name == "claims" else in_euros(value) for name, value in sums.items()}
