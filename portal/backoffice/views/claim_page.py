"""A claim to read, whatever its status: for control staff all of it, for finance what concerns the money."""

import mimetypes
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import signed_in
from claims.models import ClaimDocument, PageImage
from claims.permissions import can_decide_claim
from claims.selectors import claims_visible_to
from claims.services.documents import note_download
from claims.states import REVIEW_STATUSES
from core.errors import NotAllowed
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.responses import attachment, locked_down
from portal.backoffice.review.claim_panels import claim_panels
from portal.backoffice.views.review import ZOOMS


@staff_screen(*access.CLAIM_VIEWERS)
@require_GET
def claim_detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panels of the review without its decision."""
    person = signed_in(request)
    claims = claims_visible_to(person).select_related("brand__responsible", "customer", "created_by")
    claim = get_object_or_404(claims, public_id=public_id)
    context = {
        **claim_panels(claim, person),
        "zoom": request.GET.get("zoom") if request.GET.get("zoom") in ZOOMS else "fit",
        "may_open_review": claim.state in REVIEW_STATUSES and can_decide_claim(person, claim),
    }
    return render(request, "backoffice/claim_detail.html", context)


@staff_screen(*access.CLAIM_READERS)
@require_GET
def page_image(request: HttpRequest, public_id: UUID, reading: int, page: int, size: str) -> HttpResponseBase:
    """One page of a document as we drew it, to read or (`small`) to glance at; never the hostile original."""
    claims = claims_visible_to(signed_in(request)).order_by().filter(public_id=public_id)
    picture = get_object_or_404(PageImage, reading=reading, reading__claim__in=claims.values("pk"), page=page)
    stored = picture.small_image if size == "small" and picture.small_image else picture.image
    kind = mimetypes.guess_type(str(stored.name))[0] or "application/octet-stream"
    return locked_down(FileResponse(stored.open("rb"), content_type=kind))


@staff_screen(*access.REVIEWERS)
@require_POST
def download_original(request: HttpRequest, public_id: UUID, document_id: UUID) -> HttpResponseBase:
    """The untouched file, to be saved and never shown; who took it is recorded first."""
    person = signed_in(request)
    documents = ClaimDocument.objects.filter(claim__in=claims_visible_to(person).order_by().values("pk"))
    document = get_object_or_404(
        documents.select_related("claim__repairer"), public_id=document_id, claim__public_id=public_id
    )
    try:
        note_download(document=document, by=person)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    return attachment(document.file.open("rb"), document.name, content_type="application/octet-stream")
