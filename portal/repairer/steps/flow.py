"""How each step goes: its page is shown, saved, and leads on. The views say what is their own about it."""

from collections.abc import Callable
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from claims.models import Claim
from core.errors import MoveRefused
from portal.repairer.steps.merging import Texts
from portal.repairer.steps.pages import closed, errors_on
from portal.repairer.steps.saving import PageTexts, Saved, save_step
from portal.repairer.steps.sequence import BY_SLUG, Step, following


class Show(Protocol):
    """Makes the page of a step from the claim and the texts of its inputs."""

    def __call__(self, request: HttpRequest, saved: Saved, texts: Texts, *, status: int = 200) -> HttpResponse:
        """The page."""
        ...


def lead_on(request: HttpRequest, claim: Claim, step: Step) -> HttpResponse:
    """Where the pressed button leads: on, but not past what was typed wrong; anywhere at all when it names the place.

    `go` names it: the slug of a step, `later` for the list, `stay-…` for this page at the anchor that follows.
    """
    go = request.POST.get("go", "")
    if go == "later":
        return redirect(reverse("repairer:claim-list"))
    if go.startswith("stay-"):
        return redirect(f"{step.url(claim)}#{go.removeprefix('stay-')}")
    if go in BY_SLUG:
        return redirect(BY_SLUG[go].url(claim))
    if errors_on(claim, step):
        return redirect(step.url(claim))
    return redirect(following(claim, step).url(claim))


def answer_step(
    request: HttpRequest,
    claim: Claim,
    step: Step,
    page: PageTexts,
    show: Show,
    *,
    then: Callable[[HttpRequest, Claim, Step], HttpResponse] = lead_on,
) -> HttpResponse:
    """The page of the step; a POST saves it, whatever is wrong with it, and leads on by `then`."""
    if not claim.is_editable:
        return closed(request, claim)
    if request.method != "POST":
        return show(request, Saved(claim), page.stored(claim))
    try:
        # Only who goes on from the page has looked at what the reading filled in there.
        saved = save_step(request, claim, page, is_checked=not request.POST.get("go"))
    except MoveRefused as refused:
        return closed(request, claim, refused)
    if saved.clashes:
        return show(request, saved, page.sent(request.POST), status=409)
    return then(request, saved.claim, step)
