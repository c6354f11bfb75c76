"""A decision is made, or its words are prepared. Nothing that was typed is ever lost."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import signed_in
from claims.labels import Audience, status_label
from claims.models import Claim
from claims.services.deciding import state_stamp
from claims.states import Status
from core.errors import Conflict, MoveRefused, NotAllowed, Refused
from portal.backoffice import access
from portal.backoffice.access import staff_screen
from portal.backoffice.forms.decision import DecisionForm
from portal.backoffice.review.acts import Act, ActKind, acts_on
from portal.backoffice.review.decision_words import filled_form, form_with_message, words_context
from portal.backoffice.views.queue import open_next
from portal.backoffice.views.review import claim_to_decide, current_findings, review_page


@staff_screen(*access.OFFICERS)
@require_POST
def decide(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Make the decision and go on to the next claim, or only prepare its message (`preview`)."""
    person = signed_in(request)
    claim = claim_to_decide(person, public_id)
    if kind not in set(ActKind):
        raise Http404
    act = _act(claim, person, kind)
    if act is None:
        return _too_late(request, claim, person, kind)
    if "preview" in request.POST and act.kind is not ActKind.APPROVE:
        prepared, kept_own = form_with_message(act, claim, request.POST)
        return review_page(request, claim, person, opened=kind, form=prepared, kept_own_words=kept_own)
    form = filled_form(act, claim, current_findings(claim), request.POST)
    if not form.is_valid():
        return review_page(request, claim, person, opened=kind, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        decided = act.perform(claim, person, form.cleaned_data["seen"], **form.decision())  # type: ignore[attr-defined]
    except NotAllowed as refusal:
        raise PermissionDenied from refusal
    except Refused as refusal:
        return _refused(request, claim, person, kind, form, refusal)
    messages.success(request, _done(decided))
    if request.POST.get("then") == "next":
        return open_next(request, person, after=claim)
    return redirect("backoffice:claim-detail", public_id=claim.public_id)


@staff_screen(*access.OFFICERS)
@require_POST
def words(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """The part of the form with the message and the mail, for the reason just chosen; writes nothing."""
    person = signed_in(request)
    claim = claim_to_decide(person, public_id)
    act = _act(claim, person, kind)
    if act is None or act.kind is ActKind.APPROVE:
        raise Http404
    form, kept_own = form_with_message(act, claim, request.POST)
    context = {**words_context(act, claim, form), "claim": claim, "kept_own_words": kept_own}
    return render(request, "backoffice/partials/decision_words.html", context)


def _act(claim: Claim, person: User, kind: str) -> Act | None:
    return next((act for act in acts_on(claim, person) if act.kind == kind), None)


def _refused(
    request: HttpRequest, claim: Claim, person: User, kind: str, form: DecisionForm, refusal: Refused
) -> HttpResponse:
    """The page as the claim is now, with the refusal and with all that was typed."""
    claim = claim_to_decide(person, claim.public_id)
    is_conflict = isinstance(refusal, Conflict) or (isinstance(refusal, MoveRefused) and refusal.code == "wrong-status")
    if _act(claim, person, kind) is None:
        return _too_late(request, claim, person, kind)
    if is_conflict:
        # The next attempt is about the claim as the page shows it now.
        form = _seen_now(form, claim)
    form.add_error(None, str(refusal))
    status = HTTPStatus.CONFLICT if is_conflict or refusal.code == "locked" else HTTPStatus.UNPROCESSABLE_ENTITY
    return review_page(
        request, claim, person, opened=kind, form=form, status=status, refusal=str(refusal), typed=_typed(request, kind)
    )


def _too_late(request: HttpRequest, claim: Claim, person: User, kind: str) -> HttpResponse:
    """Somebody decided meanwhile: say what the claim is now, and give back what was typed."""
    refusal = _(
        "The claim was decided meanwhile and is now: %(status)s. Your decision was not made; your words are below."
    ) % {"status": status_label(claim.state, Audience.OFFICER)}
    return review_page(
        request,
        claim,
        person,
        status=HTTPStatus.CONFLICT,
        refusal=refusal,
        refusal_points=[{"text": refusal}],
        typed=_typed(request, kind),
    )


def _seen_now(form: DecisionForm, claim: Claim) -> DecisionForm:
    form.data = {**dict(form.data.items()), form.add_prefix("seen"): state_stamp(claim)}
    return form


def _typed(request: HttpRequest, kind: str) -> list[str]:
    """The words that the officer wrote, to be read and copied."""
    names = ("message", "note")
    written = [request.POST.get(f"{kind}-{name}", "").strip() for name in names]
    written += [str(value).strip() for name, value in request.POST.items() if name.startswith(f"{kind}-why_")]
    return [text for text in written if text]


def _done(claim: Claim) -> str:
    sentences = {
        Status.APPROVED: _("%(claim)s is approved."),
        Status.SECOND_REVIEW: _("%(claim)s waits for a second person now."),
        Status.CORRECTION_REQUESTED: _("The repairer is asked to correct %(claim)s."),
        Status.REFUSED: _("%(claim)s is refused."),
    }
    return sentences[claim.state] % {"claim": claim}
