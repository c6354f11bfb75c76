"""An exported payment report opens in Excel, and who took it is recorded."""

import hashlib
import io
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.utils import translation
from openpyxl import load_workbook

from accounts.roles import Role
from claims.models import Claim
from claims.states import Status
from core import clock
from core.errors import NotAllowed
from payments.models import ReportExport
from payments.reports.filters import Basis, ReportFilter
from payments.services.reports import SHEETS, export_report
from tests.factories.accounts import person
from tests.payments.reports.scenes import reported_claim
from tests.payments.scenes import approved_claim

pytestmark = pytest.mark.django_db

Kind = ReportExport.Kind
EVERYTHING = ReportFilter()
EXPORTERS = (Role.FINANCE_MAKER, Role.FINANCE_APPROVER, Role.ADMINISTRATOR)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def paid() -> Claim:
    return reported_claim()


@pytest.mark.parametrize("kind", Kind)
def test_an_exported_report_opens_in_excel_with_its_totals(kind: ReportExport.Kind, paid: Claim) -> None:
    approved_claim(paid.repairer, "10.00")
    report = export_report(kind=kind, report_filter=EVERYTHING, by=person(Role.ADMINISTRATOR))
    with report.file as file:
        book = load_workbook(io.BytesIO(file.read()))
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    assert titles == [str(column.title) for column in SHEETS[kind](EVERYTHING).columns]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref is not None
    totals = {title: cell.value for title, cell in zip(titles, sheet[sheet.max_row], strict=True)}
    assert str(totals["Bonus"]).startswith("=SUBTOTAL(")
    assert report.name == f"payments-{kind.value.replace('_', '-')}-{clock.today().isoformat()}.xlsx"


def test_cells_are_real_dates_and_amounts_and_no_text_becomes_a_formula(paid: Claim) -> None:
    report = export_report(kind=Kind.BY_CLAIM, report_filter=EVERYTHING, by=person(Role.ADMINISTRATOR))
    with report.file as file:
        sheet = load_workbook(io.BytesIO(file.read())).worksheets[0]
    cells = {title.value: cell for title, cell in zip(sheet[1], sheet[2], strict=True)}
    assert cells["Paid on"].value == datetime(2026, 11, 24)
    assert cells["Total of the invoice"].value == 180.2
    assert "€" in cells["Bonus"].number_format
    assert (cells["Repairer"].value, cells["Repairer"].data_type) == ("=SUM(A1)", "s")
    assert cells["Invoice number"].value == "0042"
    assert cells["SIREN"].data_type == "s"


def test_an_export_is_recorded(paid: Claim) -> None:
    someone = person(Role.ADMINISTRATOR)
    chosen = ReportFilter(
        basis=Basis.APPROVED_AT,
        from_on=date(2026, 11, 1),
        statuses=(Status.PAID,),
        repairer=paid.repairer,
        product=paid.product,
    )
    report = export_report(kind=Kind.BY_CLAIM, report_filter=chosen, by=someone)
    with report.file as file:
        content = file.read()
    record = ReportExport.objects.get()
    assert report.record == record
    assert (record.kind, record.row_count, record.exported_by) == ("by_claim", 1, someone)
    assert record.sha256 == hashlib.sha256(content).hexdigest()
    assert record.filter == {
        "basis": "approved_at",
        "from_on": "2026-11-01",
        "until_on": None,
        "statuses": ["paid"],
        "repairer": "732829320",
        "product": "washing-machine",
    }


@pytest.mark.parametrize("role", [role for role in Role if role not in EXPORTERS])
def test_nobody_else_exports_reports(role: Role) -> None:
    someone = person(role)
    with pytest.raises(NotAllowed):
        export_report(kind=Kind.BY_CLAIM, report_filter=EVERYTHING, by=someone)
    assert not ReportExport.objects.exists()
