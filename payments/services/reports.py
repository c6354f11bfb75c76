"""Payment reports as Excel files, each export recorded."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO

from django.conf import settings
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.errors import NotAllowed
from payments.models import ReportExport
from payments.permissions import can_export_reports
from payments.reports.claims import payments_by_claim
from payments.reports.filters import ReportFilter
from payments.reports.periods import payments_by_period
from payments.reports.products import payments_by_product
from payments.reports.repairers import payments_by_repairer
from payments.reports.workbook import Properties, Sheet, stream_workbook

_IN_MEMORY = 8 * 1024 * 1024  # bytes; larger reports go to a temporary file

SHEETS: Mapping[ReportExport.Kind, Callable[[ReportFilter], Sheet]] = {
    ReportExport.Kind.BY_CLAIM: payments_by_claim,
    ReportExport.Kind.BY_REPAIRER: payments_by_repairer,
    ReportExport.Kind.BY_PRODUCT: payments_by_product,
    ReportExport.Kind.BY_PERIOD: payments_by_period,
}


@dataclass(frozen=True, slots=True)
class ExportedReport:
    """A report ready to be sent: an open file at its start, its name, and the record of the export."""

    file: IO[bytes]
    name: str
    record: ReportExport


def export_report(*, kind: ReportExport.Kind, report_filter: ReportFilter, by: User) -> ExportedReport:
    """The report in the active language, one row at a time into a temporary file, and the record of who took what.

    The caller closes the file. Raises NotAllowed.
    """
    if not can_export_reports(by):
        raise NotAllowed("not-allowed", _("You may not export payment reports."))
    now = clock.now()
    sheet = SHEETS[kind](report_filter)
    counted = _Counted(sheet.rows)
    properties = Properties(
        title=gettext("Payments: %(report)s") % {"report": kind.label}, creator=settings.SCHEME_NAME, created_at=now
    )
    digest = hashlib.sha256()
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        for chunk in stream_workbook([replace(sheet, rows=counted)], properties):
            digest.update(chunk)
            file.write(chunk)
        record = ReportExport.objects.create(
            kind=kind,
            filter=dict(report_filter.described()),
            row_count=counted.count,
            sha256=digest.hexdigest(),
            exported_by=by,
            exported_at=now,
        )
    except BaseException:
        file.close()
        raise
    file.seek(0)
    day = localdate(now).isoformat()
    return ExportedReport(file, f"payments-{kind.value.replace('_', '-')}-{day}.xlsx", record)


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[object]]:
        for row in self._rows:
            self.count += 1
            yield row
