"""Once the money has left, claims are paid and their repairers are told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import translation

from accounts.roles import Role
from claims.models import Claim
from claims.states import Status
from core import clock
from core.errors import MoveRefused
from payments import notices, tasks
from payments.models import Batch, Notice, PaymentLine
from payments.services.bank_accounts import add_bank_account, confirm_bank_account, refuse_bank_account
from payments.services.batches import settle_batch
from payments.states import BatchStatus
from tests.factories.accounts import person
from tests.factories.certification import RepairerFactory
from tests.payments.accounts import CREDITOR_IBAN
from tests.payments.scenes import (
    approved_batch,
    approver,
    everything,
    exported_batch,
    maker,
    paid_batch,
    payable_repairer,
)

pytestmark = pytest.mark.django_db


def test_claims_of_the_batch_are_paid_on_the_day_and_stay_held() -> None:
    payable_repairer("50.00", "20.00")
    day = clock.today()
    batch = paid_batch()
    batch.refresh_from_db()
    assert (batch.status, batch.paid_on) == (BatchStatus.PAID, day)
    assert set(Claim.objects.values_list("status", "paid_on")) == {(Status.PAID, day)}
    assert PaymentLine.objects.filter(is_live=True).count() == 2


@pytest.mark.parametrize("days", [-1, 1])
def test_a_batch_is_paid_between_its_execution_day_and_today(days: int) -> None:
    payable_repairer()
    someone = approver()
    batch = exported_batch(by=someone)
    before = everything()
    with pytest.raises(MoveRefused) as refusal, transaction.atomic():
        settle_batch(batch=batch, paid_on=clock.today() + timedelta(days=days), by=someone)
    assert refusal.value.code == "day-plausible"
    assert everything() == before


@pytest.mark.parametrize("begin", [approved_batch, paid_batch])
def test_only_a_batch_with_its_file_made_is_paid_and_only_once(begin: Callable[..., Batch]) -> None:
    payable_repairer()
    someone = approver()
    batch = begin(by=someone)
    before = everything()
    with pytest.raises(MoveRefused) as refusal, transaction.atomic():
        settle_batch(batch=batch, paid_on=clock.today(), by=someone)
    assert refusal.value.code == "wrong-status"
    assert everything() == before


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_letter_about_an_account_says_what_happened_and_never_the_iban(language: str) -> None:
    repairer = RepairerFactory(email="", trade_name="Répar'Mobile & Cie")
    owner = person(Role.REPAIRER_OWNER, organisation=repairer.organisation, language=language)
    account = add_bank_account(repairer=repairer, iban=CREDITOR_IBAN, holder_name="Atelier", by=owner)
    confirm_bank_account(account=account, note="Called back.", by=maker())
    refuse_bank_account(account=account, reason="Closed by the bank.", by=maker())
    letters = {notice.kind: notices.message_of(notice) for notice in Notice.objects.all()}
    assert set(letters) == {"account_added", "account_confirmed", "account_refused"}
    for letter in letters.values():
        assert "2606" in letter.body
        assert CREDITOR_IBAN not in letter.body
        assert "Répar'Mobile & Cie" in letter.subject
        assert "\n" not in letter.subject
    assert "Closed by the bank." in letters["account_refused"].body


def test_a_letter_that_does_not_leave_is_tried_again_later_and_given_up_in_the_end(
    monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest
) -> None:
    payable_repairer()
    paid_batch()
    now = clock.now()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    tasks.deliver_notices()
    notice = Notice.objects.get()
    assert (notice.attempts, notice.sent_at) == (1, None)
    assert notice.retry_at is not None
    assert notice.retry_at > now
    tasks.deliver_notices()
    assert Notice.objects.get().attempts == 1
    for _ in range(20):
        Notice.objects.exclude(retry_at=None).update(retry_at=now)
        tasks.deliver_notices()
    notice = Notice.objects.get()
    assert (notice.attempts, notice.sent_at, notice.retry_at) == (notices.MOST_ATTEMPTS, None, None)


def test_the_sweep_sends_what_a_lost_job_left(run_jobs: Callable[[], int]) -> None:
    payable_repairer()
    paid_batch()
    from django_q.models import OrmQ

    OrmQ.objects.all().delete()
    tasks.sweep()
    with translation.override("en"):
        assert run_jobs() == 1
    assert Notice.objects.get().sent_at is not None


def test_many_letters_are_sent_by_jobs_that_follow_each_other(run_jobs: Callable[[], int]) -> None:
    for _ in range(tasks.NOTICES_AT_ONCE + 1):
        payable_repairer()
    paid_batch()
    run_jobs()
    assert not Notice.objects.filter(sent_at=None).exists()
