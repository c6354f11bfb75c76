"""The reading of the invoice, as it comes: polled by the page until it is there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from certification.models import Repairer
from claims.labels import reading_problem_sentence
from claims.models import Claim, ReadingStatus
from claims.selectors import latest_reading, pages_of
from claims.services.drafts import save_draft
from claims.services.readings import reading_of
from core.errors import Refused
from portal.repairer.company import own_claim, person_of, repairer_screen
from portal.repairer.forms.invoice import InvoiceForm
from portal.repairer.steps.reading_panel import panel_result, value_read
from portal.repairer.steps.sequence import DOCUMENTS

# Seconds until the page asks again, by how often it has asked; then every five seconds, and at last by hand.
_PAUSES = (1, 2, 4)
_LONG_PAUSE = 5
_LONG_AFTER = 7
_LAST = 120


def own_claim_with_reading(user: User, public_id: UUID) -> Claim:
    """One of the person's claims, no older than its reading: a claim loaded first may lack what a reading that ended
    in between has filled in, and the page would not ask again."""
    claim = own_claim(user, public_id)
    row = latest_reading(claim)
    return own_claim(user, public_id) if row and row.status == ReadingStatus.DONE else claim


def panel_context(claim: Claim, *, asked: int = 0) -> dict[str, Any]:
    """What the panel shows; `asked` is how often the page has asked already."""
    row = latest_reading(claim)
    context: dict[str, Any] = {"reading": row, "asked": asked + 1}
    if row is None:
        return context
    context["pages"] = pages_of(row)
    if row.status in (ReadingStatus.WAITING, ReadingStatus.RUNNING):
        pause = _PAUSES[asked] if asked < len(_PAUSES) else _LONG_PAUSE
        return context | {"pause": pause if asked < _LAST else None, "takes_long": asked >= _LONG_AFTER}
    read = reading_of(row)
    if read is None:
        return context | {"problem": reading_problem_sentence(row.problem)}
    return context | {"result": panel_result(claim, read)}


@require_POST
@repairer_screen
def panel(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """The panel by itself. The page sends its form along, so that only fields that are still empty there are filled."""
    del company
    claim = own_claim_with_reading(person_of(request), public_id)
    asked = request.GET.get("asked", "")
    context = {
        **panel_context(claim, asked=min(int(asked), _LAST) if asked.isascii() and asked.isdecimal() else 0),
        "claim": claim,
        "filled": _filled_fields(request, claim),
        "is_partial": True,
    }
    if _may_follow(request, claim):
        context["new_version"] = claim.version
    return render(request, "repairer/partials/reading.html", context)


@require_POST
@repairer_screen
def take(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """Put the value that was read in place of the declared one, because the person asked for it."""
    del company
    person = person_of(request)
    claim = own_claim(person, public_id)
    row = latest_reading(claim)
    read = reading_of(row) if row else None
    path = request.POST.get("field", "")
    value = value_read(claim, read, path) if read else None
    if value is None:
        messages.error(
            request, _("This value is no longer available because the invoice was changed. Check the page again.")
        )
        return redirect(DOCUMENTS.url(claim))
    try:
        save_draft(claim=claim, version=claim.version, by=person, changes={path: value})
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("We used the value from the invoice."))
    return redirect(f"{DOCUMENTS.url(claim)}#reading")


def _filled_fields(request: HttpRequest, claim: Claim) -> list[Any]:
    """The fields that the reading filled and that are still empty on the page."""
    form = InvoiceForm(InvoiceForm.texts_of(claim), claim=claim)
    return [
        form[name]
        for name in form.fields
        if name in claim.prefilled_fields and name in request.POST and not request.POST[name].strip()
    ]


def _may_follow(request: HttpRequest, claim: Claim) -> bool:
    """True when the claim has changed since the page was made, and not by what somebody typed in another tab: then the
    page may go on from here."""
    version = request.POST.get("version", "")
    return version.isascii() and version.isdecimal() and claim.typed_version <= int(version[:9]) < claim.version
