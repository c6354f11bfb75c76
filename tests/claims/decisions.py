"""Claims to decide on, and acts that must be refused without a trace."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pytest

from accounts.models import User
from claims.controls.base import Strength
from claims.models import Claim, ControlRun, FindingRecord, Notice
from claims.services.deciding import (
    allow_appeal,
    approve,
    dismiss_appeal,
    refuse,
    request_correction,
)
from content.models import RejectionReason
from core.errors import Refused
from tests.factories.claims import InReviewClaimFactory


def in_review(*findings: tuple[str, Strength], **fields: Any) -> Claim:
    """A claim with an officer, controlled, with these findings."""
    claim = InReviewClaimFactory(**fields)
    run = ControlRun.objects.create(claim=claim, claim_version=claim.version)
    for code, strength in findings:
        FindingRecord.objects.create(run=run, code=code, strength=strength)
    return claim


def refused_without_a_trace(
    act: Callable[[], object], claim: Claim, code: str, error: type[Refused] = Refused, *, decisions: int = 0
) -> None:
    """The act is refused with this code and nothing has changed."""
    before = Claim.objects.values().get(pk=claim.pk)
    events = claim.events.count()
    with pytest.raises(error) as refusal:
        act()
    assert refusal.value.code == code
    assert Claim.objects.values().get(pk=claim.pk) == before
    assert claim.events.count() == events
    assert claim.decisions.count() == decisions
    assert not Notice.objects.filter(event__claim=claim, sent_at=None, attempts__gt=0).exists()


def every_decision(claim: Claim, by: User, reason: RejectionReason) -> Iterable[Callable[[], object]]:
    yield partial(approve, claim=claim, by=by)
    yield partial(refuse, claim=claim, by=by, reason=reason, message="No.")
    yield partial(request_correction, claim=claim, by=by, reason=reason, message="Please.")
    yield partial(allow_appeal, claim=claim, by=by)
    yield partial(dismiss_appeal, claim=claim, by=by, reason=reason, message="No.")
