"""The company's claims: tabs, search, pages, and the same list as a workbook."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from certification.models import Repairer
from claims.labels import Audience, status_label
from claims.models import Claim
from claims.selectors import claims_matching, status_counts
from core import clock
from payments.reports.workbook import Column, Kind, Properties, Sheet, stream_workbook
from portal.repairer.claim_lines import ALL, PAGE_TABS, TO_DO, claim_lines, statuses_in
from portal.repairer.company import own_claims, person_of, repairer_screen

PER_PAGE = 25
MOST_EXPORTED = 50_000
_LONGEST_SEARCH = 60
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@repairer_screen
def claim_list(request: HttpRequest, company: Repairer) -> HttpResponse:
    """One page of the list. Pages go on from the last row seen, so that the millionth is as quick as the first."""
    found = _searched(request, company)
    tab = _tab(request)
    rows = list(_from_cursor(_in_tab(found, tab), request.GET.get("before", ""))[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    counts = status_counts(found)
    search = request.GET.get("q", "")[:_LONGEST_SEARCH]
    context = {
        "company": company,
        "rows": claim_lines(shown),
        "tabs": _tabs(counts, tab, search),
        "tab": tab,
        "search": search,
        "is_continued": bool(request.GET.get("before")),
        "older": _address(tab, search, before=_cursor(shown[-1])) if len(rows) > PER_PAGE else "",
        "newest": _address(tab, search),
        "clear_url": _address(tab, ""),
        "export_query": urlencode({"tab": tab, "q": search}),
    }
    return render(request, "repairer/claim_list.html", context)


@require_GET
@repairer_screen
def export(request: HttpRequest, company: Repairer) -> StreamingHttpResponse:
    """The list as it is filtered, as a workbook."""
    claims = _in_tab(_searched(request, company), _tab(request))[:MOST_EXPORTED]
    sheet = Sheet(_("Claims"), _COLUMNS, _export_rows(claims))
    properties = Properties(title=_("Claims"), creator=settings.SCHEME_NAME, created_at=clock.now())
    response = StreamingHttpResponse(stream_workbook([sheet], properties), content_type=_WORKBOOK)
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="claims-{day}.xlsx"'
    return response


_COLUMNS = (
    Column(gettext_lazy("Reference"), Kind.TEXT, 18),
    Column(gettext_lazy("Status"), Kind.TEXT, 28),
    Column(gettext_lazy("Product"), Kind.TEXT, 24),
    Column(gettext_lazy("Brand"), Kind.TEXT, 18),
    Column(gettext_lazy("IMEI or serial number"), Kind.TEXT, 22),
    Column(gettext_lazy("Date of the repair"), Kind.DATE, 14),
    Column(gettext_lazy("Workshop"), Kind.TEXT, 28),
    Column(gettext_lazy("Invoice number"), Kind.TEXT, 18),
    Column(gettext_lazy("Date of the invoice"), Kind.DATE, 14),
    Column(gettext_lazy("Total before the bonus"), Kind.AMOUNT, 14, total=True),
    Column(gettext_lazy("Bonus"), Kind.AMOUNT, 12, total=True),
    Column(gettext_lazy("Your own reference"), Kind.TEXT, 20),
    Column(gettext_lazy("Sent"), Kind.DATETIME, 18),
    Column(gettext_lazy("Payment due"), Kind.DATE, 14),
    Column(gettext_lazy("Paid"), Kind.DATE, 14),
)


def _export_rows(claims: QuerySet[Claim]) -> Iterator[tuple[object, ...]]:
    for claim in claims.iterator(chunk_size=500):
        yield (
            claim.reference or "",
            str(status_label(claim.state, Audience.REPAIRER)),
            claim.product.name if claim.product else "",
            claim.brand_name,
            claim.identifier,
            claim.repaired_on,
            str(claim.workshop) if claim.workshop else "",
            claim.invoice_number,
            claim.invoiced_on,
            claim.total_incl_vat,
            claim.bonus,
            claim.own_reference,
            claim.sent_at,
            claim.payment_due_on,
            claim.paid_on,
        )


def _searched(request: HttpRequest, company: Repairer) -> QuerySet[Claim]:
    claims = own_claims(person_of(request)).filter(repairer=company)
    return claims_matching(claims, request.GET.get("q", ""))


def _tab(request: HttpRequest) -> str:
    tab = request.GET.get("tab", "")
    return tab if tab in PAGE_TABS else ALL


def _in_tab(claims: QuerySet[Claim], tab: str) -> QuerySet[Claim]:
    if tab != ALL:
        claims = claims.filter(status__in=statuses_in(tab))
    return claims.order_by("-changed_at", "-pk")


def _from_cursor(claims: QuerySet[Claim], cursor: str) -> QuerySet[Claim]:
    """The claims after the one that the cursor names; all of them for a cursor that is none."""
    instant, _dash, key = cursor.rpartition("~")
    at = _instant(instant)
    if at is None or not (key.isascii() and key.isdecimal() and len(key) < 19):
        return claims
    return claims.filter(Q(changed_at__lt=at) | Q(changed_at=at, pk__lt=int(key)))


def _instant(text: str) -> datetime | None:
    try:
        at = parse_datetime(text)
    except ValueError:
        return None
    return at if at is not None and timezone.is_aware(at) else None


def _cursor(claim: Claim) -> str:
    return f"{claim.changed_at.isoformat()}~{claim.pk}"


def _address(tab: str, search: str, **more: str) -> str:
    return "?" + urlencode({name: value for name, value in {"tab": tab, "q": search, **more}.items() if value})


def _tabs(counts: dict[str, int], current: str, search: str) -> list[dict[str, Any]]:
    texts = {
        TO_DO: _("To do"),
        "in-progress": _("With the scheme"),
        "approved": _("Approved, being paid"),
        "paid": pgettext("claims", "Paid"),
        "refused": pgettext("claims", "Refused"),
        ALL: pgettext("claims", "All"),
    }
    return [
        {
            "text": text,
            "url": _address(tab, search),
            "count": counts[ALL] if tab == ALL else sum(counts[name] for name in PAGE_TABS[tab]),
            "is_current": tab == current,
            "is_urgent": tab == TO_DO,
        }
        for tab, text in texts.items()
    ]
