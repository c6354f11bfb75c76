"""What lists show of claims: the tabs, and one line for each claim with what comes next and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from claims.labels import Audience, status_label
from claims.models import Claim
from claims.selectors import TABS, NextStep, next_step_of
from claims.states import Status
from content.selectors import scheme_settings
from core.templatetags.money import day

ALL = "all"
TO_DO = "to-do"
# The tabs of the page, and which of the selectors' ones each holds together.
PAGE_TABS: dict[str, tuple[str, ...]] = {
    TO_DO: ("draft", "to-correct"),
    "in-progress": ("in-progress",),
    "approved": ("approved",),
    "paid": ("paid",),
    "refused": ("refused",),
    ALL: (),
}


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list: its status in words, what comes next, and the day that belongs to it in words."""

    claim: Claim
    label: str | Promise
    next_step: NextStep
    by_when: str


def statuses_in(tab: str) -> list[Status]:
    """The statuses that stand under a tab of the page."""
    return [status for name in PAGE_TABS[tab] for status in TABS[name]]


def claim_lines(claims: Iterable[Claim]) -> list[ClaimLine]:
    """The lines for these claims. One query, for the settings of the scheme."""
    draft_days = scheme_settings().draft_days
    return [
        ClaimLine(
            claim=claim,
            label=status_label(claim.state, Audience.REPAIRER),
            next_step=(step := next_step_of(claim)),
            by_when=_by_when(claim, step, draft_days),
        )
        for claim in claims
    ]


def _by_when(claim: Claim, step: NextStep, draft_days: int) -> str:
    if claim.state is Status.DRAFT:
        return _("Kept until %(day)s unless you change it") % {
            "day": day(claim.changed_at + timedelta(days=draft_days))
        }
    if claim.state is Status.CORRECTION_REQUESTED and claim.clock_stopped_on:
        return _("Payment paused since %(day)s") % {"day": day(claim.clock_stopped_on)}
    if claim.paid_on:
        return _("Paid on %(day)s") % {"day": day(claim.paid_on)}
    return _("Payment by %(day)s") % {"day": day(step.by_when)} if step.by_when else ""
