"""The pictures of an invoice's pages: made by us, shown to the people of the claim's company only."""

import mimetypes
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from certification.models import Repairer
from claims.models import PageImage
from portal.repairer.company import own_claims, person_of, repairer_screen


@require_GET
@repairer_screen
def page_image(
    request: HttpRequest, company: Repairer, public_id: UUID, reading: int, page: int, size: str
) -> HttpResponseBase:
    """One page, to read or (`size` is `small`) to glance at. The original file is never sent to a browser."""
    del company
    pictures = PageImage.objects.filter(reading__claim__in=own_claims(person_of(request)))
    picture = get_object_or_404(pictures, reading=reading, reading__claim__public_id=public_id, page=page)
    stored = picture.small_image if size == "small" and picture.small_image else picture.image
    kind = mimetypes.guess_type(stored.name or "")[0] or "application/octet-stream"
    response = FileResponse(stored.open("rb"), content_type=kind)
    response["Content-Disposition"] = f'inline; filename="page-{page}{mimetypes.guess_extension(kind) or ""}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
