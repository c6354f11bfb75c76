"""Saving a step: the page's texts into the draft, also when another tab was quicker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.services.drafts import save_draft
from core import clock
from core.errors import Conflict, MoveRefused
from portal.repairer.company import own_claim, person_of
from portal.repairer.forms.drafts import DraftForm
from portal.repairer.steps.merging import Texts, as_base, merge, read_base
from portal.repairer.steps.sequence import Step

_LARGEST_VERSION = 2**31 - 1


@dataclass(frozen=True, slots=True)
class PageTexts:
    """How one step's texts get from the page to the claim and back.

    `sent` reads them from a request, `stored` from a claim; `changes` makes the input of `save_draft` of them;
    `mean_the_same` tells of an input and two of its texts whether the claim stores both alike.
    """

    sent: Callable[[Mapping[str, Any]], Texts]
    stored: Callable[[Claim], Texts]
    changes: Callable[[Claim, Texts], Mapping[str, Any]]
    mean_the_same: Callable[[Claim, str, str, str], bool]


@dataclass(frozen=True, slots=True)
class Saved:
    """The claim after saving; `clashes` are the stored texts of inputs that both tabs changed, which were not saved."""

    claim: Claim
    clashes: Texts = field(default_factory=dict)


def page_of(form: type[DraftForm]) -> PageTexts:
    """The texts of a page that has this form and nothing else."""
    return PageTexts(
        form.sent_texts, form.texts_of, lambda claim, texts: form(texts, claim=claim).changes(), form.mean_the_same
    )


def save_step(request: HttpRequest, claim: Claim, page: PageTexts, *, is_checked: bool = False) -> Saved:
    """Save what the page sent. MoveRefused when the claim can no longer be changed.

    `is_checked`: the person looked at what the reading filled in on the page, and went on.
    """
    person = person_of(request)
    sent = page.sent(request.POST)
    try:
        saved = save_draft(
            claim=claim,
            version=_version(request, claim),
            by=person,
            changes=page.changes(claim, sent),
            is_checked=is_checked,
        )
    except Conflict:
        newer = own_claim(person, claim.public_id)
        merged = merge(
            base=read_base(request.POST.get("base", "")),
            sent=sent,
            stored=page.stored(newer),
            mean_the_same=partial(page.mean_the_same, newer),
        )
        # This page showed nothing of what the other tab knows: nothing on it counts as checked.
        changes = page.changes(newer, merged.texts)
        return Saved(save_draft(claim=newer, version=newer.version, by=person, changes=changes), merged.clashes)
    return Saved(saved)


def autosaved(request: HttpRequest, claim: Claim, step: Step, page: PageTexts) -> JsonResponse:
    """Save while typing; answers what the script shows and what the page has to send next time."""
    address = step.url(claim)
    try:
        saved = save_step(request, claim, page)
    except MoveRefused as refused:
        address = reverse("repairer:claim-detail", args=[claim.public_id])
        return JsonResponse({"message": str(refused), "url": address, "link": _("Open the claim")}, status=409)
    if saved.clashes:
        return JsonResponse(
            {"message": changed_elsewhere(saved.claim), "url": address, "link": _("Load the newer version")}, status=409
        )
    message = _("Saved at %(time)s") % {"time": date_format(localtime(clock.now()), "H:i")}
    base = as_base(page.stored(own_claim(person_of(request), claim.public_id)))
    return JsonResponse({"message": message, "version": saved.claim.version, "base": base})


def changed_elsewhere(claim: Claim) -> str:
    """The sentence of the notice about another tab."""
    time = date_format(localtime(claim.changed_at), "H:i")
    return _("This claim was changed in another tab at %(time)s. Nothing was overwritten.") % {"time": time}


def _version(request: HttpRequest, claim: Claim) -> int:
    """The version that the page showed; the present one when the page names none."""
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdecimal()):
        return claim.version
    return min(int(text[:12]), _LARGEST_VERSION)
