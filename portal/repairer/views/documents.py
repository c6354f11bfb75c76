"""Step 3 of a claim: its documents, sent one by one, and what the invoice says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from certification.models import Repairer
from claims.invoices.limits import UPLOAD_BYTES
from claims.models import Claim, ClaimDocument, DocumentPurpose, PageImage
from claims.rules import documents_needed
from claims.selectors import open_points, pages_of_documents
from claims.selectors.open_points import has_parts_of_circular_economy
from claims.services.documents import add_document, remove_document
from core.errors import OpenPoint, Refused
from portal.repairer.company import own_claim, person_of, repairer_screen
from portal.repairer.forms.invoice import ACCEPTED_FILES, DocumentForm, InvoiceForm
from portal.repairer.steps.flow import answer_step
from portal.repairer.steps.merging import Texts
from portal.repairer.steps.pages import errors_of, step_context
from portal.repairer.steps.saving import Saved, autosaved, page_of
from portal.repairer.steps.sequence import DOCUMENTS
from portal.repairer.views.reading import own_claim_with_reading, panel_context


@dataclass(frozen=True, slots=True)
class Shelf:
    """One purpose on the page: what it is for, whether the claim needs it, the documents that are there.

    `pages` are their pictures, except those of the invoice: they are shown with what was read on them.
    """

    purpose: DocumentPurpose
    is_needed: bool
    documents: list[ClaimDocument]
    pages: list[PageImage]
    is_being_drawn: bool

    @property
    def is_shown(self) -> bool:
        """True for what stands open on the page; the rest is folded away."""
        return self.is_needed or bool(self.documents)


PAGE = page_of(InvoiceForm)


@require_http_methods(["GET", "POST"])
@repairer_screen
def documents(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """The page of the step; a POST saves the invoice's data and leads on. Files go to `upload`."""
    del company
    claim = own_claim_with_reading(person_of(request), public_id)
    return answer_step(request, claim, DOCUMENTS, PAGE, _page)


@require_POST
@repairer_screen
def autosave(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """Save the invoice's data while it is typed."""
    del company
    return autosaved(request, own_claim(person_of(request), public_id), DOCUMENTS, PAGE)


@require_POST
@repairer_screen
def upload(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """Take files for one purpose: from the page's script one by one, from the plain form several at once.

    Each file is judged alone: one that cannot be taken loses none of the others.
    """
    del company
    claim = own_claim(person_of(request), public_id)
    refusals = list(_taken(request, claim))
    if request.headers.get("X-Requested-With") == "upload":
        if refusals:
            return JsonResponse({"message": refusals[0]}, status=422)
        return JsonResponse({"message": _("Received.")}, status=201)
    for refusal in refusals:
        messages.error(request, refusal)
    return redirect(f"{DOCUMENTS.url(claim)}#documents")


@require_GET
@repairer_screen
def shelves(request: HttpRequest, company: Repairer, public_id: UUID) -> HttpResponse:
    """The list of documents by itself, after one was sent, with the panel of the reading that began.

    With `drawn` in the address it is asked for again because pictures were still being drawn: then without the panel.
    """
    del company
    claim = own_claim(person_of(request), public_id)
    context = {**_documents_context(claim), "claim": claim}
    if "drawn" not in request.GET:
        context |= {**panel_context(claim), "panel_too": True}
    return render(request, "repairer/partials/documents.html", context)


@require_POST
@repairer_screen
def remove(request: HttpRequest, company: Repairer, public_id: UUID, document_id: UUID) -> HttpResponse:
    """Take a document out of the claim."""
    del company
    person = person_of(request)
    claim = own_claim(person, public_id)
    document = get_object_or_404(claim.documents.filter(removed_at=None), public_id=document_id)
    try:
        remove_document(document=document, by=person)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The document “%(name)s” was removed.") % {"name": document.name})
    return redirect(f"{DOCUMENTS.url(claim)}#documents")


def shelves_of(claim: Claim) -> list[Shelf]:
    """The documents of the claim by purpose, in their order."""
    needed = documents_needed(
        nameplate_required=claim.product is not None and claim.product.nameplate_required,
        has_circular_parts=has_parts_of_circular_economy(claim),
    )
    present = list(claim.documents.filter(removed_at=None).order_by("pk"))
    seen = {document.purpose: document for document in pages_of_documents(claim)}
    return [
        Shelf(
            purpose=purpose,
            is_needed=purpose.value in {document.value for document in needed},
            documents=[document for document in present if document.purpose == purpose],
            pages=seen[purpose].pages if purpose in seen else [],
            is_being_drawn=purpose in seen and seen[purpose].is_awaited,
        )
        for purpose in DocumentPurpose
    ]


def _taken(request: HttpRequest, claim: Claim) -> Iterator[str]:
    """Add the files of the request; yields the sentence for each that could not be taken."""
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        yield _("Choose a file first.")
        return
    files: list[UploadedFile] = form.cleaned_data["file"]
    for file in files:
        name = file.name or ""
        try:
            add_document(claim=claim, purpose=form.cleaned_data["purpose"], file=file, name=name, by=person_of(request))  # type: ignore[arg-type]  # Django's uploads read, seek and tell like binary files
        except Refused as refused:
            yield str(refused) if len(files) == 1 else f"{name}: {refused}"


def _documents_context(claim: Claim) -> dict[str, Any]:
    return {
        "shelves": shelves_of(claim),
        "accepted_files": ACCEPTED_FILES,
        "upload_bytes": UPLOAD_BYTES,
    }


def _page(request: HttpRequest, saved: Saved, texts: Texts, *, status: int = 200) -> HttpResponse:
    claim = saved.claim
    points: list[OpenPoint] = open_points(claim)
    form = InvoiceForm(texts, claim=claim, points=errors_of(points, DOCUMENTS))
    context = {
        **step_context(saved, DOCUMENTS, points, form, base=InvoiceForm.texts_of(claim)),
        "field_pairs": [[form[name] for name in pair] for pair in InvoiceForm.pairs],
        **_documents_context(claim),
        **panel_context(claim),
    }
    return render(request, "repairer/step_documents.html", context, status=status)
