"""What happened to a claim, for who may read it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from claims.audiences import Audience
from claims.labels import move_label
from claims.models import Claim, ClaimEvent, Decision


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened: when, what, by whom in words.

    `text` is what was written to the other side: the officer's message exactly as it was sent, or the text of an
    appeal. `note` and `overridden_findings` are for colleagues and empty for a repairer.
    """

    at: datetime
    label: str
    who: str
    text: str = ""
    note: str = ""
    overridden_findings: tuple[str, ...] = ()


def timeline_of(claim: Claim, audience: Audience | str) -> list[TimelineEntry]:
    """All that happened, oldest first, in two queries.

    A repairer sees no officer's name and no step inside the house.
    """
    is_for_officer = audience == Audience.OFFICER
    decisions = {decision.pk: decision for decision in claim.decisions.all()}
    begun = TimelineEntry(claim.created_at, _("Draft begun"), _person(claim.created_by))
    entries = [begun]
    for event in claim.events.select_related("by").order_by("pk"):
        label = move_label(event.move, audience, from_status=event.from_status)
        if label is None:
            continue
        decision = decisions.get(event.data.get("decision", 0))
        entries.append(
            TimelineEntry(
                at=event.at,
                label=str(label),
                who=_who(event, decision, is_for_officer=is_for_officer),
                text=decision.message if decision else event.data.get("text", ""),
                note=decision.note if decision and is_for_officer else "",
                overridden_findings=tuple(decision.overridden_findings) if decision and is_for_officer else (),
            )
        )
    return entries


def _who(event: ClaimEvent, decision: Decision | None, *, is_for_officer: bool) -> str:
    if event.by is None:
        return _("Automatic control")
    if not is_for_officer and (decision is not None or event.move in ("enter_payment", "leave_payment", "settle")):
        return _("The scheme")
    return _person(event.by)


def _person(user: User) -> str:
    return user.get_full_name()
