"""Payments by repairer: how many claims and how much, paid and still to pay."""

from collections.abc import Iterator

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from payments.reports.filters import ReportFilter
from payments.reports.sums import BONUS, PAID, PAID_COUNT, TO_PAY, TOTAL, in_euros
from payments.reports.workbook import Column, Kind, Sheet

COLUMNS = (
    Column(_("Repairer"), Kind.TEXT, 34),
    Column(_("SIREN"), Kind.TEXT, 12),
    Column(_("Claims"), Kind.INTEGER, 12, total=True),
    Column(_("Claims paid"), Kind.INTEGER, 12, total=True),
    Column(_("Total of the invoices"), Kind.AMOUNT, 18, total=True),
    Column(_("Bonus"), Kind.AMOUNT, 16, total=True),
    Column(_("Bonus paid"), Kind.AMOUNT, 16, total=True),
    Column(_("Bonus to be paid"), Kind.AMOUNT, 16, total=True),
    Column(_("Last payment"), Kind.DATE, 14),
)


def payments_by_repairer(report_filter: ReportFilter) -> Sheet:
    """The sheet of all repairers with a claim selected, by name. One query."""
    return Sheet(_("By repairer"), COLUMNS, _rows(report_filter))


def _rows(report_filter: ReportFilter) -> Iterator[tuple[object, ...]]:
    repairers = (
        report_filter.claims()
        .values("repairer")
        .annotate(
            claims=Count("pk"),
            paid_count=PAID_COUNT,
            bill=TOTAL,
            due=BONUS,
            paid=PAID,
            to_pay=TO_PAY,
            last=Max("paid_on"),
        )
        .order_by("repairer__legal_name", "repairer")
        .values_list(
            "repairer__legal_name", "repairer__siren", "claims", "paid_count", "bill", "due", "paid", "to_pay", "last"
        )
    )
    return map(in_euros, repairers.iterator())
