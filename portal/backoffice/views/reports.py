"""Payment reports: chosen, looked at, taken as an Excel file; each export is recorded."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import signed_in
from core.errors import NotAllowed
from payments.models import ReportExport
from payments.services.reports import export_report
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.forms.payments import ReportForm
from portal.backoffice.payments.report_preview import preview_of
from portal.backoffice.responses import attachment

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXPORTS_SHOWN = 25


@staff_screen(*access.MONEY_VIEWERS)
@require_GET
def report_page(request: HttpRequest) -> HttpResponse:
    """The filter with a preview of what it gives; and who exported what."""
    return _page(request, ReportForm(request.GET) if "kind" in request.GET else ReportForm())


@staff_screen(*access.MONEY_VIEWERS)
@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """The report as a workbook, read from disk as it is sent."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        report = export_report(
            kind=ReportExport.Kind(form.cleaned_data["kind"]),
            report_filter=form.report_filter(),
            by=signed_in(request),
        )
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    return attachment(report.file, report.name, content_type=_WORKBOOK)


def _page(request: HttpRequest, form: ReportForm) -> HttpResponse:
    is_valid = form.is_bound and form.is_valid()
    context = {
        "form": form,
        "preview": preview_of(ReportExport.Kind(form.cleaned_data["kind"]), form.report_filter()) if is_valid else None,
        "exports": ReportExport.objects.select_related("exported_by")[:_EXPORTS_SHOWN],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "backoffice/reports.html", context, status=status)
