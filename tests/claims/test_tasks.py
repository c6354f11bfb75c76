"""The jobs: the sweep finds what was lost and leaves alone what is under way."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django_q.models import OrmQ

from claims.models import Claim, DocumentReading, Notice
from claims.services.sending import send_claim
from claims.states import Status
from claims.tasks import delete_stale_drafts, sweep
from core import clock
from tests.claims import stories

pytestmark = pytest.mark.django_db


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = clock.now() + timedelta(**by)
    monkeypatch.setattr(clock, "now", lambda: now)


def test_a_queue_that_lost_everything_is_made_good_by_the_sweep(
    monkeypatch: pytest.MonkeyPatch, run_jobs: Callable[[], int]
) -> None:
    claim = stories.complete_draft()
    send_claim(claim=claim, by=claim.created_by)
    OrmQ.objects.all().delete()

    sweep()
    assert not OrmQ.objects.exists()
    later(monkeypatch, seconds=61)
    sweep()
    run_jobs()

    assert Claim.objects.get().state is Status.APPROVED
    assert DocumentReading.objects.get().status == "done"
    assert not Notice.objects.filter(sent_at=None).exists()
    assert len(mail.outbox) == 2
    assert [event.move for event in Claim.objects.get().events.all()] == ["send", "pass"]


def test_every_job_twice_is_every_job_once(run_jobs: Callable[[], int]) -> None:
    claim = stories.complete_draft()
    send_claim(claim=claim, by=claim.created_by)
    for row in list(OrmQ.objects.all()):
        OrmQ.objects.create(key=row.key, payload=row.payload, lock=row.lock)

    run_jobs()

    row = Claim.objects.get()
    assert row.state is Status.APPROVED
    assert row.control_runs.count() == 1
    assert row.events.count() == 2
    assert len(mail.outbox) == 2


def test_the_daily_job_deletes_stale_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    stories.draft()
    delete_stale_drafts()
    assert Claim.objects.count() == 1

    later(monkeypatch, days=91)
    delete_stale_drafts()

    assert not Claim.objects.exists()
