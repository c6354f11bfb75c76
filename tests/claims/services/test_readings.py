"""Readings: one for one set of files, done by one worker, harmless when repeated, lost ones found again."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django_q.models import OrmQ

from claims.models import Claim, Customer, DocumentReading, PageImage, ReadingStatus
from claims.selectors import latest_reading
from claims.services import readings as service
from claims.services.prefill import prefill
from claims.services.reading_json import problems_from_result
from claims.services.readings import reading_of, request_reading, requeue_lost_readings, run_reading
from claims.services.sending import send_claim
from core import clock
from core.errors import Refused
from core.files import private_storage
from tests.claims import stories
from tests.claims.readings import reading
from tests.factories.content import ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> DocumentReading:
    """A reading of sound.pdf that waits."""
    stories.add(stories.draft())
    return DocumentReading.objects.get()


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = clock.now() + timedelta(**by)
    monkeypatch.setattr(clock, "now", lambda: now)


def test_a_reading_is_done_once_kept_and_fills_what_is_empty(row: DocumentReading) -> None:
    run_reading(row.pk)
    run_reading(row.pk)

    row.refresh_from_db()
    assert (row.status, row.attempts, row.source) == (ReadingStatus.DONE, 1, "text")
    read = reading_of(row)
    assert read is not None
    assert read.readable
    [page] = PageImage.objects.filter(reading=row)
    assert page.page == 1
    assert private_storage().exists(page.image.name)
    assert private_storage().exists(page.small_image.name)
    claim = Claim.objects.get()
    assert (claim.invoice_number, claim.invoiced_on, claim.total_incl_vat) == (
        stories.NUMBER,
        stories.INVOICED_ON,
        stories.TOTAL,
    )
    assert claim.identifier == stories.IDENTIFIER
    assert Customer.objects.get(claim=claim).last_name == "Bernier"
    assert claim.invoice_key == f"{stories.SIRET}:{stories.NUMBER}"
    assert {"invoice_number", "customer.last_name"} <= claim.prefilled_fields.keys()
    assert claim.version > claim.typed_version


def test_typed_values_are_never_overwritten() -> None:
    claim = stories.saved(stories.draft(), invoice_number="MINE", total_incl_vat="12", customer={"last_name": "Typed"})

    prefill(
        claim, reading(number="F-1", total_incl_vat="90.00", customer_name="Mme Ada DURAND", issued_on="2026-09-19")
    )

    row = Claim.objects.get()
    assert (row.invoice_number, row.total_incl_vat, row.customer.last_name) == ("MINE", Decimal("12.00"), "Typed")
    assert row.prefilled_fields.keys() == {"invoiced_on", "customer.first_name"}


def test_what_was_typed_wrongly_is_left_to_the_person() -> None:
    claim = stories.saved(stories.draft(), total_incl_vat="much")

    assert prefill(claim, reading(total_incl_vat="90.00")) == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"identifier": "351221387837576"}, []),
        ({"identifier": "351221387837575"}, ["identifier"]),
        ({"issued_on": "2026-02-31"}, []),
        ({"customer_name": "SAS LEGRAND", "customer_is_business": True}, []),
        ({"number": "F-1", "confidence": 0.4}, []),
        ({}, []),
    ],
)
def test_doubtful_values_are_not_filled_in(fields: dict[str, object], expected: list[str]) -> None:
    claim = stories.saved(stories.draft(), product=ProductFactory(identifier_kind="imei"))
    version = claim.version

    assert prefill(claim, reading(**fields)) == expected
    assert Claim.objects.get().version == version + bool(expected)


def test_the_same_files_are_never_read_twice(row: DocumentReading) -> None:
    assert request_reading(claim=row.claim) == row
    assert DocumentReading.objects.count() == 1
    assert OrmQ.objects.count() == 1


def test_without_an_invoice_there_is_nothing_to_read() -> None:
    with pytest.raises(Refused) as refusal:
        request_reading(claim=stories.draft())

    assert refusal.value.code == "no-invoice"
    assert not DocumentReading.objects.exists()


def test_a_second_file_makes_a_second_reading_and_the_late_first_one_fills_nothing(row: DocumentReading) -> None:
    claim = row.claim
    stories.add(claim, stories.BONUS_MISSING)

    run_reading(row.pk)

    row.refresh_from_db()
    claim.refresh_from_db()
    assert row.status == ReadingStatus.DONE
    assert (claim.invoice_number, claim.prefilled_fields) == ("", {})
    newest = latest_reading(claim)
    assert newest is not None
    assert newest.status == ReadingStatus.WAITING
    assert [document.name for document in newest.documents.all()] == ["sound.pdf", "bonus-missing.pdf"]


def test_a_broken_file_ends_in_a_named_problem() -> None:
    claim = stories.draft()
    document = stories.add(claim)
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"%PDF-1.4 broken")
    row = DocumentReading.objects.get()

    run_reading(row.pk)

    row.refresh_from_db()
    assert (row.status, row.problem, row.result) == (ReadingStatus.FAILED, "broken", None)
    assert reading_of(row) is None


def test_a_broken_page_among_sound_ones_is_named_and_the_rest_is_read() -> None:
    claim = stories.draft()
    stories.add(claim)
    broken = stories.add(claim, stories.BONUS_MISSING)
    with broken.file.storage.open(broken.file.name, "wb") as file:
        file.write(b"%PDF-1.4 broken")
    row = latest_reading(claim)
    assert row is not None

    run_reading(row.pk)

    row.refresh_from_db()
    assert row.status == ReadingStatus.DONE
    [problem] = problems_from_result(row.result or {})
    assert (problem.code, problem.file) == ("broken", 1)


def test_a_claim_sent_before_its_reading_was_done_is_woken_by_it() -> None:
    claim = stories.complete_draft()
    send_claim(claim=claim, by=claim.created_by)
    OrmQ.objects.all().delete()

    run_reading(DocumentReading.objects.get().pk)

    assert OrmQ.objects.get().task["func"] == "claims.tasks.control_claim"
    assert Claim.objects.get().prefilled_fields == {}


def test_a_reading_that_no_worker_took_is_queued_again(row: DocumentReading, monkeypatch: pytest.MonkeyPatch) -> None:
    OrmQ.objects.all().delete()
    assert requeue_lost_readings() == 0

    later(monkeypatch, seconds=61)

    assert requeue_lost_readings() == 1
    assert OrmQ.objects.get().task["args"] == (row.pk,)
    assert requeue_lost_readings() == 0


def test_a_dead_workers_reading_is_taken_over_after_four_minutes_and_not_before(
    row: DocumentReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    DocumentReading.objects.update(status=ReadingStatus.RUNNING, started_at=clock.now(), attempts=1)

    later(monkeypatch, minutes=3)
    run_reading(row.pk)
    assert requeue_lost_readings() == 0
    row.refresh_from_db()
    assert (row.status, row.attempts) == (ReadingStatus.RUNNING, 1)

    later(monkeypatch, minutes=2)
    assert requeue_lost_readings() == 1
    run_reading(row.pk)
    row.refresh_from_db()
    assert (row.status, row.attempts) == (ReadingStatus.DONE, 2)


def test_after_three_dead_workers_a_person_takes_over(row: DocumentReading, monkeypatch: pytest.MonkeyPatch) -> None:
    DocumentReading.objects.update(status=ReadingStatus.RUNNING, started_at=clock.now(), attempts=3)
    OrmQ.objects.all().delete()
    later(monkeypatch, minutes=5)

    assert requeue_lost_readings() == 1
    run_reading(row.pk)

    row.refresh_from_db()
    assert (row.status, row.problem, row.attempts) == (ReadingStatus.FAILED, service.INTERRUPTED, 3)
    assert not OrmQ.objects.exists()


def test_a_worker_that_comes_back_late_keeps_nothing(
    row: DocumentReading, monkeypatch: pytest.MonkeyPatch, private_files: Path
) -> None:
    read = service.read_in_child

    def overtaken(*args: object, **options: object) -> object:
        DocumentReading.objects.update(started_at=clock.now() + timedelta(seconds=1))
        return read(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "read_in_child", overtaken)

    run_reading(row.pk)

    row.refresh_from_db()
    assert (row.status, row.result) == (ReadingStatus.RUNNING, None)
    assert not PageImage.objects.exists()
    assert Claim.objects.get().invoice_number == ""
    assert not [path for path in (private_files / "pages").rglob("*") if path.is_file()]


def test_a_reading_of_a_deleted_draft_does_nothing(row: DocumentReading) -> None:
    pk = row.pk
    row.delete()

    run_reading(pk)

    assert not DocumentReading.objects.exists()
