"""What people may see of claims, always scoped to what is theirs to see."""

from claims.selectors.lists import (
    TABS,
    claims_matching,
    claims_visible_to,
    money_on_its_way,
    status_counts,
)
from claims.selectors.next_step import NextStep, next_step_of
from claims.selectors.open_points import open_points
from claims.selectors.readings import DocumentPages, latest_reading, latest_run, pages_of, pages_of_documents
from claims.selectors.reviewing import (
    claims_awaiting_review,
    live_lock,
    next_claim_to_review,
)
from claims.selectors.timeline import TimelineEntry, timeline_of

__all__ = [
    "TABS",
    "DocumentPages",
    "NextStep",
    "TimelineEntry",
    "claims_awaiting_review",
    "claims_matching",
    "claims_visible_to",
    "latest_reading",
    "latest_run",
    "live_lock",
    "money_on_its_way",
    "next_claim_to_review",
    "next_step_of",
    "open_points",
    "pages_of",
    "pages_of_documents",
    "status_counts",
    "timeline_of",
]
