"""Any claim that the person may see, by its numbers or its repairer."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import signed_in
from certification.models import Repairer
from claims.labels import Audience, status_label
from claims.models import Claim
from claims.permissions import STATUSES_OF_PAYMENT
from claims.selectors import claims_matching, claims_visible_to
from claims.states import Status
from portal.backoffice import access
from portal.backoffice.access import sees_whole_claims, staff_screen
from portal.backoffice.forms.queue import ClaimSearchForm
from portal.backoffice.paging import PER_PAGE, CappedPaginator
from portal.backoffice.tables.claims import ClaimTable


@staff_screen(*access.CLAIM_VIEWERS)
@require_GET
def claim_search(request: HttpRequest) -> HttpResponse:
    """The claims that match, the last changed on top."""
    person = signed_in(request)
    statuses: list[Status] = [status for status in Status if status is not Status.DRAFT]
    if not sees_whole_claims(person):
        statuses = list(STATUSES_OF_PAYMENT)
    form = ClaimSearchForm(
        request.GET, statuses=[(status.value, status_label(status, Audience.OFFICER)) for status in statuses]
    )
    wanted = form.wanted()
    found = _matching(claims_visible_to(person), wanted.get("search", ""))
    if wanted.get("status"):
        found = found.filter(status=wanted["status"])
    page = CappedPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filters": form, "page": page, "table": ClaimTable(page.object_list)}
    return render(request, "backoffice/claim_search.html", context)


def _matching(claims: QuerySet[Claim], words: str) -> QuerySet[Claim]:
    words = " ".join(words.split())
    if not words:
        return claims
    named = Q(legal_name__icontains=words) | Q(trade_name__icontains=words)
    digits = words.replace(" ", "")
    if digits.isdecimal():
        named |= Q(siren__startswith=digits)
    repairers = Repairer.objects.filter(named).values("pk")
    matching = claims_matching(claims, words).values("pk")
    return claims.filter(Q(pk__in=matching.order_by()) | Q(repairer__in=repairers))
