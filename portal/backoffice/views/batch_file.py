"""The payment file, for the approver who brings it to the bank."""

from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST

from accounts.requests import signed_in
from core.errors import NotAllowed, Refused
from payments.services.batches import open_payment_file
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.responses import attachment
from portal.backoffice.views.batches import batch_of, batch_page


@staff_screen(*access.FINANCE)
@require_POST
def download(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The stored bytes, the same at every download; each download is recorded."""
    person = signed_in(request)
    batch = batch_of(person, public_id)
    try:
        file = open_payment_file(batch=batch, by=person)
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except Refused as refusal:
        points = [{"text": str(refusal)}]
        return batch_page(
            request, batch, person, status=HTTPStatus.CONFLICT, refusal=str(refusal), refusal_points=points
        )
    return attachment(file, f"{batch.reference}.xml", content_type="application/xml")
