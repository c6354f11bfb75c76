"""Payments by claim: one row a claim, from the invoice to the transfer."""

from collections.abc import Iterator

from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from payments.reports.filters import ReportFilter
from payments.reports.workbook import Column, Kind, Sheet

_AT_ONCE = 2000

COLUMNS = (
    Column(_("Claim"), Kind.TEXT, 18),
    Column(_("Repairer"), Kind.TEXT, 34),
    Column(_("SIREN"), Kind.TEXT, 12),
    Column(_("SIRET of the workshop"), Kind.TEXT, 18),
    Column(_("Product family"), Kind.TEXT, 28),
    Column(_("Product"), Kind.TEXT, 28),
    Column(_("Invoice number"), Kind.TEXT, 20),
    Column(_("Date of the invoice"), Kind.DATE, 14),
    Column(_("Date of the repair"), Kind.DATE, 14),
    Column(_("Received"), Kind.DATE, 14),
    Column(pgettext_lazy("claim", "Approved"), Kind.DATE, 14),
    Column(_("Total of the invoice"), Kind.AMOUNT, 16, total=True),
    Column(_("Bonus"), Kind.AMOUNT, 14, total=True),
    Column(_("Status"), Kind.TEXT, 26),
    Column(_("Batch"), Kind.TEXT, 16),
    Column(_("Transfer"), Kind.TEXT, 18),
    Column(_("Paid on"), Kind.DATE, 14),
    Column(_("Days from receipt to payment"), Kind.INTEGER, 14),
)


def payments_by_claim(report_filter: ReportFilter) -> Sheet:
    """The sheet of all claims selected, in the order of their references. One query, read from a cursor."""
    return Sheet(_("By claim"), COLUMNS, _rows(report_filter))


def _rows(report_filter: ReportFilter) -> Iterator[tuple[object, ...]]:
    name = "name_en" if get_language() == "en" else "name_fr"
    status_labels = dict(Claim._meta.get_field("status").flatchoices)
    claims = (
        report_filter.claims()
        .order_by("reference")
        .values_list(
            "reference",
            "repairer__legal_name",
            "repairer__siren",
            "workshop__siret",
            f"product__family__{name}",
            f"product__{name}",
            "invoice_number",
            "invoiced_on",
            "repaired_on",
            "sent_at",
            "approved_at",
            "total_incl_vat",
            "bonus",
            "status",
            "live_line__transfer__batch__reference",
            "live_line__transfer__end_to_end_id",
            "paid_on",
        )
    )
    for row in claims.iterator(chunk_size=_AT_ONCE):
        *invoice, sent_at, approved_at, total, bonus, status, batch, transfer, paid_on = row
        received_on = localtime(sent_at).date()
        yield (
            *invoice,
            received_on,
            localtime(approved_at).date(),
            total,
            bonus,
            status_labels[status],
            batch,
            transfer,
            paid_on,
            (paid_on - received_on).days if paid_on else None,
        )
