"""What is not kept: stale drafts, with their files."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from claims.models import Claim, ClaimDocument, ClaimEvent, Customer, DocumentReading
from claims.services import retention
from claims.services.drafts import cancel_claim
from claims.services.readings import run_reading
from claims.services.retention import Retired, delete_stale_drafts
from claims.services.sending import send_claim
from core import clock
from tests.claims import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_days(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def move(days: int) -> None:
        now = clock.now() + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda: now)

    return move


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_draft_goes_after_its_days_with_customer_documents_pages_and_files(
    in_days: Callable[[int], None], private_files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    claim = stories.complete_draft(parts=[{"kind": "new"}])
    run_reading(DocumentReading.objects.get().pk)
    assert len(files_in(private_files)) >= 3
    in_days(91)

    with django_capture_on_commit_callbacks(execute=True):
        assert delete_stale_drafts() == Retired(deleted=1, emptied=0)

    assert not Claim.objects.filter(pk=claim.pk).exists()
    assert not Customer.objects.exists()
    assert not ClaimDocument.objects.exists()
    assert files_in(private_files) == []


def test_a_draft_that_was_touched_a_day_less_ago_stays(in_days: Callable[[int], None]) -> None:
    stories.complete_draft()
    in_days(89)

    assert delete_stale_drafts() == Retired(deleted=0, emptied=0)
    assert Claim.objects.count() == Customer.objects.count() == ClaimDocument.objects.count() == 1


def test_the_scheme_says_how_long(in_days: Callable[[int], None]) -> None:
    stories.draft()
    stories.scheme(draft_days=10)
    in_days(11)

    assert delete_stale_drafts().deleted == 1


def test_a_sent_claim_is_never_deleted(in_days: Callable[[int], None]) -> None:
    claim = stories.complete_draft()
    send_claim(claim=claim, by=claim.created_by)
    in_days(4000)

    assert delete_stale_drafts() == Retired(deleted=0, emptied=0)
    assert Claim.objects.get().identifier == stories.IDENTIFIER


def test_of_a_cancelled_draft_only_the_fact_is_left(
    in_days: Callable[[int], None], private_files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    claim = stories.complete_draft(own_reference="A-1", repaired_on="31/02/2026")
    cancel_claim(claim=claim, by=claim.created_by)
    in_days(91)

    with django_capture_on_commit_callbacks(execute=True):
        assert delete_stale_drafts() == Retired(deleted=0, emptied=1)
    assert delete_stale_drafts() == Retired(deleted=0, emptied=0)

    row = Claim.objects.get()
    assert (row.identifier, row.invoice_number, row.own_reference, row.rejected_input) == ("", "", "", {})
    assert ClaimEvent.objects.get().move == "cancel"
    assert not Customer.objects.exists()
    assert files_in(private_files) == []


def test_the_dry_run_counts_and_deletes_nothing(in_days: Callable[[int], None]) -> None:
    stories.draft()
    in_days(91)
    said = StringIO()

    call_command("retention", dry_run=True, stdout=said)
    assert said.getvalue() == "Would delete 1 drafts and empty 0 cancelled ones.\n"
    assert Claim.objects.count() == 1

    call_command("retention", stdout=said)
    assert not Claim.objects.exists()


def test_a_draft_that_is_touched_after_the_list_was_read_stays(
    in_days: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = stories.draft()
    in_days(91)
    list_of = retention._ids

    def listed_then_touched(claims: QuerySet[Claim]) -> list[int]:
        ids = list_of(claims)
        Claim.objects.update(changed_at=clock.now())
        return ids

    monkeypatch.setattr(retention, "_ids", listed_then_touched)
    assert delete_stale_drafts() == Retired(0, 0)
    assert Claim.objects.get() == claim
