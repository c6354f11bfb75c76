"""Payments by month: the month of the payment or of the approval, as the filter's basis says."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, F
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from payments.reports.filters import ReportFilter
from payments.reports.sums import BONUS, PAID, PAID_COUNT, TO_PAY, TOTAL, in_euros
from payments.reports.workbook import Column, Kind, Sheet

COLUMNS = (
    Column(_("First day of the month"), Kind.DATE, 18),
    Column(_("Repairers"), Kind.INTEGER, 12),
    Column(_("Claims"), Kind.INTEGER, 12, total=True),
    Column(_("Claims paid"), Kind.INTEGER, 12, total=True),
    Column(_("Total of the invoices"), Kind.AMOUNT, 18, total=True),
    Column(_("Bonus"), Kind.AMOUNT, 16, total=True),
    Column(_("Bonus paid"), Kind.AMOUNT, 16, total=True),
    Column(_("Bonus to be paid"), Kind.AMOUNT, 16, total=True),
)


def payments_by_period(report_filter: ReportFilter) -> Sheet:
    """The sheet of all months with a claim selected, the first one first. One query.

    By day of payment, claims that are not paid yet stand in a last row without a month.
    """
    return Sheet(_("By month"), COLUMNS, _rows(report_filter))


def _rows(report_filter: ReportFilter) -> Iterator[tuple[object, ...]]:
    months = (
        report_filter.claims()
        .annotate(month=TruncMonth(report_filter.basis.value))
        .values("month")
        .annotate(
            repairers=Count("repairer", distinct=True),
            claims=Count("pk"),
            paid_count=PAID_COUNT,
            bill=TOTAL,
            due=BONUS,
            paid=PAID,
            to_pay=TO_PAY,
        )
        .order_by(F("month").asc(nulls_last=True))
        .values_list("month", "repairers", "claims", "paid_count", "bill", "due", "paid", "to_pay")
    )
    for month, *figures in months.iterator():
        yield month.date() if isinstance(month, datetime) else month, *in_euros(figures)
