"""The maker's moves before approval, and what each person may do."""

from datetime import timedelta

import pytest

from accounts.models import User
from accounts.roles import Role
from core import clock
from core.errors import MoveRefused
from payments.models import Batch
from payments.sepa.breaches import PaymentFileRefused
from payments.services.batches import (
    BatchRefused,
    possibilities,
    reschedule_batch,
    send_back_batch,
    submit_batch,
)
from payments.states import BatchStatus
from tests.factories.accounts import person
from tests.payments.scenes import (
    approver,
    both_roles,
    made_batch,
    maker,
    payable_repairer,
    refused,
    submitted_batch,
)

pytestmark = pytest.mark.django_db


def test_a_batch_is_submitted_and_sent_back() -> None:
    payable_repairer()
    batch = submitted_batch()
    assert (batch.status, batch.submitted_by) == (BatchStatus.SUBMITTED, batch.made_by)
    back = send_back_batch(batch=batch, by=approver(), note=" The day. ")
    back.refresh_from_db()
    assert (back.status, back.submitted_by, back.submitted_at) == (BatchStatus.DRAFT, None, None)
    event = back.events.last()
    assert (event.move, event.data) == ("send_back", {"note": "The day."})


def test_a_batch_gets_another_execution_day_while_it_is_prepared() -> None:
    payable_repairer()
    by = maker()
    day = clock.today() + timedelta(days=3)
    batch = reschedule_batch(batch=made_batch(by=by), execution_on=day, by=by)
    batch.refresh_from_db()
    assert batch.execution_on == day
    submitted = submit_batch(batch=batch, by=by)
    refused(MoveRefused, "wrong-status", lambda: reschedule_batch(batch=submitted, execution_on=day, by=by))
    gone = clock.today() - timedelta(days=1)
    refused(BatchRefused, "execution-day", lambda: reschedule_batch(batch=batch, execution_on=gone, by=by))


def test_a_batch_whose_execution_day_has_passed_is_not_submitted() -> None:
    payable_repairer()
    by = maker()
    batch = made_batch(by=by)
    Batch.objects.update(execution_on=clock.today() - timedelta(days=1))
    refused(MoveRefused, "day-ahead", lambda: submit_batch(batch=batch, by=by))


def test_what_banks_would_refuse_is_not_submitted(settings: pytest.FixtureRequest) -> None:
    payable_repairer()
    by = maker()
    batch = made_batch(by=by)
    settings.DEBTOR_SIREN = "123"  # type: ignore[attr-defined]
    refused(PaymentFileRefused, "file-breaches", lambda: submit_batch(batch=batch, by=by))


def test_possibilities_tell_each_person_what_they_may_do_and_what_blocks_it() -> None:
    payable_repairer()
    by, someone = both_roles(maker()), approver()
    batch = submitted_batch(by=by)

    def told(user: User) -> dict[str, tuple[str, ...]]:
        return {
            found.move.name: tuple(guard.name for guard in found.blocked_by) for found in possibilities(batch, user)
        }

    assert told(by) == {"send_back": (), "approve": ("other-person",), "cancel": ()}
    assert told(someone) == {"send_back": (), "approve": ()}
    assert told(person(Role.ADMINISTRATOR)) == {}
