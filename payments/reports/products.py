"""Payments by product: what the scheme's money repairs."""

from collections.abc import Iterator

from django.db.models import Avg, Count
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from payments.reports.filters import ReportFilter
from payments.reports.sums import BONUS, PAID, PAID_COUNT, TO_PAY, TOTAL, in_euros
from payments.reports.workbook import Column, Kind, Sheet

COLUMNS = (
    Column(_("Product family"), Kind.TEXT, 28),
    Column(_("Product"), Kind.TEXT, 28),
    Column(_("Code"), Kind.TEXT, 28),
    Column(_("Claims"), Kind.INTEGER, 12, total=True),
    Column(_("Claims paid"), Kind.INTEGER, 12, total=True),
    Column(_("Total of the invoices"), Kind.AMOUNT, 18, total=True),
    Column(_("Average invoice"), Kind.AMOUNT, 16),
    Column(_("Bonus"), Kind.AMOUNT, 16, total=True),
    Column(_("Bonus paid"), Kind.AMOUNT, 16, total=True),
    Column(_("Bonus to be paid"), Kind.AMOUNT, 16, total=True),
)


def payments_by_product(report_filter: ReportFilter) -> Sheet:
    """The sheet of all products with a claim selected, family by family. One query."""
    return Sheet(_("By product"), COLUMNS, _rows(report_filter))


def _rows(report_filter: ReportFilter) -> Iterator[tuple[object, ...]]:
    name = "name_en" if get_language() == "en" else "name_fr"
    products = (
        report_filter.claims()
        .values("product")
        .annotate(
            claims=Count("pk"),
            paid_count=PAID_COUNT,
            bill=TOTAL,
            average=Avg("total_incl_vat"),
            due=BONUS,
            paid=PAID,
            to_pay=TO_PAY,
        )
        .order_by("product__family__position", "product__family__code", f"product__{name}", "product")
        .values_list(
            f"product__family__{name}",
            f"product__{name}",
            "product__code",
            "claims",
            "paid_count",
            "bill",
            "average",
            "due",
            "paid",
            "to_pay",
        )
    )
    return map(in_euros, products.iterator())
