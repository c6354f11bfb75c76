"""The mails of the embedded deployment, to be read by administrators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal.backoffice import access, mailbox
from portal.backoffice.access import staff_screen


@staff_screen(*access.ADMINISTRATORS)
@require_GET
def mail_list(request: HttpRequest) -> HttpResponse:
    """The newest mails; 404 where mails are really sent."""
    _require_mailbox()
    return render(request, "backoffice/mail_list.html", {"mails": mailbox.mails(), "most": mailbox.MOST_SHOWN})


@staff_screen(*access.ADMINISTRATORS)
@require_GET
def mail(request: HttpRequest, file: str, place: int) -> HttpResponse:
    """One mail as text."""
    _require_mailbox()
    found = mailbox.mail_at(file, place)
    if found is None:
        raise Http404
    return render(request, "backoffice/mail.html", {"mail": found})


def _require_mailbox() -> None:
    if not mailbox.mails_are_kept_here():
        raise Http404
