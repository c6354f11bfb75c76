"""What the pages of the four steps share: where one is, what an officer asked for, what is wrong."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from claims.models import Claim, Decision
from claims.selectors import open_points
from claims.states import Status
from core.errors import OpenPoint, Refused
from portal.repairer.forms.drafts import DraftForm
from portal.repairer.steps.merging import Texts, as_base
from portal.repairer.steps.saving import Saved, changed_elsewhere
from portal.repairer.steps.sequence import CHECK, STEPS, Step, before, step_of_field

# Step 1 says these in its answer, beside the amount; they are no slip of the pen at a field.
ANSWERED = frozenset(
    {
        "product-not-supported",
        "brand-not-covered",
        "fault-not-eligible",
        "certificate-not-valid",
        "family-not-certified",
    }
)


def errors_of(points: list[OpenPoint], step: Step) -> list[OpenPoint]:
    """What was typed on this step and is wrong; what is only missing is left to the last step."""
    return [
        point
        for point in points
        if point.code != "missing" and point.code not in ANSWERED and step_of_field(point.field) is step
    ]


def errors_on(claim: Claim, step: Step) -> list[OpenPoint]:
    """`errors_of` the claim as it is stored."""
    return errors_of(open_points(claim), step)


def steps_of(claim: Claim, here: Step, points: list[OpenPoint]) -> list[dict[str, Any]]:
    """The entries of the step indicator. Every step can be opened at any time: a draft may be filled in any order."""
    open_steps = {step_of_field(point.field).number for point in points}
    return [
        {"text": step.title, "url": step.url(claim), "go": step.slug, "state": _state(step, here, open_steps)}
        for step in STEPS
    ]


def step_context(
    saved: Saved, step: Step, points: list[OpenPoint], form: DraftForm | None = None, *, base: Texts | None = None
) -> dict[str, Any]:
    """What every step's template needs."""
    claim = saved.claim
    earlier = before(step)
    return {
        "claim": claim,
        "step": step,
        "step_count": len(STEPS),
        "steps": steps_of(claim, step, points),
        "back_url": earlier.url(claim) if earlier else "",
        "back_slug": earlier.slug if earlier else "",
        "form": form,
        "base": as_base(base) if base is not None else "",
        "clashes": clashes_of(saved, form),
        "clash_notice": changed_elsewhere(claim) if saved.clashes else "",
        "request_for_correction": correction_of(claim),
        "is_correction": claim.state is Status.CORRECTION_REQUESTED,
    }


def clashes_of(saved: Saved, form: DraftForm | None) -> list[dict[str, str]]:
    """The inputs that both tabs changed: their label and what the other tab holds."""
    if form is None:
        return []
    return [
        {"label": str(form.fields[name].label), "text": _words(form, name, text), "href": f"#id_{name}"}
        for name, text in saved.clashes.items()
        if name in form.fields
    ] + [{"label": _("Parts"), "text": "", "href": "#parts"} for name in saved.clashes if name == "parts"]


def correction_of(claim: Claim) -> Decision | None:
    """What the officer asked for, while the claim waits for it."""
    if claim.state is not Status.CORRECTION_REQUESTED:
        return None
    requests = claim.decisions.filter(kind=Decision.Kind.CORRECTION_REQUEST).select_related("reason")
    return requests.order_by("-pk").first()


def closed(request: HttpRequest, claim: Claim, refused: Refused | None = None) -> HttpResponse:
    """The claim cannot be changed any more: say so on its page."""
    if refused is not None:
        messages.error(request, str(refused))
    else:
        messages.info(request, _("This claim was sent and can no longer be changed. Here is where it stands."))
    return redirect("repairer:claim-detail", public_id=claim.public_id)


def _state(step: Step, here: Step, open_steps: set[int]) -> str:
    if step is here:
        return "current"
    if step is CHECK:
        return "later"
    return "later" if step.number in open_steps else "done"


def _words(form: DraftForm, name: str, text: str) -> str:
    """The stored text as the reader knows it: the name of a choice instead of its key."""
    choices = getattr(form.fields[name].widget, "choices", ())
    flat: dict[str, str] = {}
    for key, label in choices:
        if isinstance(label, list | tuple):
            flat |= {str(inner): str(words) for inner, words in label}
        else:
            flat[str(key)] = str(label)
    return flat.get(text, text) or _("nothing")
