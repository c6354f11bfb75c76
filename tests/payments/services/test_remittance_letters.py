"""Who is told of a transfer: the owners and who began its claims, each of them once."""

from collections.abc import Callable

import pytest
from django.core import mail

from accounts.models import User
from accounts.roles import Role
from certification.models import Repairer
from claims.models import Claim
from claims.models import Notice as ClaimNotice
from core import clock
from payments import tasks
from payments.models import Batch, Notice
from payments.notices import announce_payments
from payments.services.batches import settle_batch
from tests.factories.accounts import person
from tests.factories.claims import owner_of
from tests.payments.scenes import approved_claim, approver, exported_batch, paid_batch, payable_repairer

pytestmark = pytest.mark.django_db


def employee_of(repairer: Repairer, language: str = "fr") -> User:
    return person(Role.REPAIRER_EMPLOYEE, organisation=repairer.organisation, language=language)


def addresses(batch: Batch) -> list[str]:
    return sorted(Notice.objects.filter(transfer__batch=batch).values_list("address", flat=True))


def test_each_owner_is_told_once_in_their_language(run_jobs: Callable[[], int]) -> None:
    repairer = payable_repairer("1050.00", "25.50")
    english = owner_of(repairer)
    french = person(Role.REPAIRER_OWNER, organisation=repairer.organisation, language="fr")
    employee_of(repairer)
    batch = paid_batch()
    transfer = batch.transfers.get()
    assert set(transfer.notices.values_list("address", "language")) == {(english.email, "en"), (french.email, "fr")}
    run_jobs()
    ours = [letter for letter in mail.outbox if transfer.end_to_end_id in letter.body]
    assert sorted(letter.to[0] for letter in ours) == sorted([english.email, french.email])
    letter = next(letter for letter in ours if letter.to == [english.email])
    assert "1,075.50" in letter.subject
    assert batch.reference in letter.subject
    assert "2 claims" in letter.body
    assert "/repairer/" in letter.body
    sent = len(mail.outbox)
    tasks.deliver_notices()
    tasks.sweep()
    run_jobs()
    assert len(mail.outbox) == sent


def test_an_owner_who_filed_the_claims_gets_one_mail_for_all_of_them(run_jobs: Callable[[], int]) -> None:
    repairer = payable_repairer("50.00", "20.00", "30.00")
    batch = exported_batch()
    Claim.objects.update(created_by=owner_of(repairer))
    run_jobs()
    before = len(mail.outbox)
    settle_batch(batch=batch, paid_on=clock.today(), by=approver())
    run_jobs()
    assert [letter.to for letter in mail.outbox[before:]] == [[owner_of(repairer).email]]
    assert not ClaimNotice.objects.exists()


def test_who_began_a_claim_is_told_too_in_their_language_and_once() -> None:
    repairer = payable_repairer()
    filer = employee_of(repairer)
    employee_of(repairer)
    for bonus in ("10.00", "15.00"):
        approved_claim(repairer, bonus, created_by=filer)
    other = payable_repairer()
    batch = paid_batch()
    transfer = batch.transfers.get(repairer=repairer)
    assert set(transfer.notices.values_list("address", "language")) == {
        (owner_of(repairer).email, "en"),
        (filer.email, "fr"),
    }
    assert [notice.address for notice in batch.transfers.get(repairer=other).notices.all()] == [owner_of(other).email]


def test_who_works_there_no_more_is_told_nothing() -> None:
    repairer = payable_repairer()
    gone, closed = employee_of(repairer), employee_of(repairer)
    approved_claim(repairer, "10.00", created_by=gone)
    approved_claim(repairer, "15.00", created_by=closed)
    gone.memberships.update(ended_at=clock.now())
    User.objects.filter(pk=closed.pk).update(is_active=False)
    assert addresses(paid_batch()) == [owner_of(repairer).email]


def test_a_second_batch_tells_only_of_its_own_claims() -> None:
    repairer = payable_repairer()
    filer = employee_of(repairer)
    Claim.objects.update(created_by=filer)
    first = paid_batch()
    approved_claim(repairer)
    second = paid_batch()
    assert addresses(first) == sorted([owner_of(repairer).email, filer.email])
    assert addresses(second) == [owner_of(repairer).email]


def test_a_repairer_without_anybody_is_told_at_its_contact_address() -> None:
    repairer = payable_repairer()
    repairer.organisation.memberships.update(ended_at=clock.now())
    assert addresses(paid_batch()) == [repairer.email]


def test_many_transfers_cost_few_queries(django_assert_max_num_queries: Callable[[int], object]) -> None:
    for _ in range(5):
        payable_repairer("50.00", "20.00")
    batch = exported_batch()
    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]
        announce_payments(batch)
    assert Notice.objects.filter(kind=Notice.Kind.PAID).count() == 5
