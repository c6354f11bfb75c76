"""Finance's screens: a batch from beginning to end, what is refused on the way, and files that are always the same."""

from datetime import timedelta
from hashlib import sha256

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY

from accounts.roles import Role
from core import clock
from core.files import private_storage
from payments.models import Batch, BatchEvent
from payments.rules import next_bank_day
from payments.services.bank_accounts import refuse_bank_account
from payments.states import BatchStatus
from tests.factories.payments import PendingBankAccountFactory
from tests.payments.scenes import (
    approved_claim,
    everything,
    exported_batch,
    made_batch,
    payable_repairer,
    submitted_batch,
)

LIST = "/en/backoffice/batches/"


def page(batch):
    return f"{LIST}{batch.public_id}/"


def digest_on(response):
    return response.content.decode().split('name="digest" value="')[1].split('"')[0]


@pytest.fixture
def maker(signed_in):
    return signed_in(Role.FINANCE_MAKER)


@pytest.fixture
def approver(signed_in):
    return signed_in(Role.FINANCE_APPROVER)


def test_two_people_take_a_batch_to_its_end(maker, approver):
    payable_repairer("50.00", "25.00")
    made = maker.post(LIST + "new/", {"execution_on": clock.today().isoformat()})
    batch = Batch.objects.get()
    assert made["Location"] == page(batch)
    assert "€75.00" in maker.get(page(batch)).content.decode()
    maker.post(page(batch) + "move/submit/")
    seen = approver.get(page(batch))
    approver.post(page(batch) + "approve/", {"digest": digest_on(seen)})
    approver.post(page(batch) + "move/export/")
    batch.refresh_from_db()
    assert batch.state is BatchStatus.EXPORTED
    text = approver.get(page(batch)).content.decode()
    assert batch.file_sha256 in text
    assert "valid against the scheme" in text
    approver.post(page(batch) + "move/settle/", {"paid_on": clock.today().isoformat()})
    batch.refresh_from_db()
    assert batch.state is BatchStatus.PAID


def test_the_maker_is_offered_no_approval(maker):
    payable_repairer()
    batch = submitted_batch(by=maker.user)
    assert 'name="digest"' not in maker.get(page(batch)).content.decode()
    before = everything()
    assert maker.post(page(batch) + "approve/", {"digest": batch.digest}).status_code == 403
    assert everything() == before


def test_who_prepared_the_batch_reads_why_another_has_to_approve(signed_in):
    payable_repairer()
    both = signed_in(Role.FINANCE_MAKER, Role.FINANCE_APPROVER)
    batch = submitted_batch(by=both.user)
    text = both.get(page(batch)).content.decode()
    assert "Another person has to approve: you took part in preparing this batch." in text
    assert 'name="digest"' not in text


def test_a_batch_that_changed_is_not_approved_and_shown_again(approver):
    repairer = payable_repairer()
    batch = submitted_batch()
    old = digest_on(approver.get(page(batch)))
    repairer.bank_accounts.update(holder_name="SOMEBODY ELSE")
    before = everything()
    response = approver.post(page(batch) + "approve/", {"digest": old})
    assert response.status_code == 409
    assert "The batch has changed since you looked at it" in response.content.decode()
    assert digest_on(response) != old
    assert everything() == before


def test_an_old_proof_of_who_one_is_does_not_approve(approver):
    payable_repairer()
    batch = submitted_batch()
    digest = digest_on(approver.get(page(batch)))
    session = approver.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] -= 3600
    session.save()
    before = everything()
    response = approver.post(page(batch) + "approve/", {"digest": digest})
    assert response.status_code == 302
    assert "reauthenticate" in response["Location"]
    assert everything() == before


def test_the_file_is_the_same_bytes_each_time_and_each_download_is_recorded(approver):
    payable_repairer()
    batch = exported_batch()
    first = b"".join(approver.post(page(batch) + "file/").streaming_content)
    response = approver.post(page(batch) + "file/")
    assert b"".join(response.streaming_content) == first
    assert sha256(first).hexdigest() == batch.file_sha256
    assert response["Content-Disposition"] == f'attachment; filename="{batch.reference}.xml"'
    assert BatchEvent.objects.filter(move="download", by=approver.user).count() == 2


def test_a_file_that_was_altered_is_not_given_out(approver):
    payable_repairer()
    batch = exported_batch()
    with private_storage().open(batch.file.name, "ab") as file:
        file.write(b" ")
    response = approver.post(page(batch) + "file/")
    assert response.status_code == 409
    assert "not the one that was checked" in response.content.decode()
    assert not BatchEvent.objects.filter(move="download").exists()


def test_a_stopped_account_is_named_and_taken_out(maker, approver):
    payable_repairer("50.00")
    stopped = payable_repairer("25.00")
    batch = made_batch()
    refuse_bank_account(account=stopped.bank_accounts.get(), reason="Reported.", by=approver.user)
    text = maker.get(page(batch)).content.decode()
    assert "Accounts that may not be paid to now" in text
    assert stopped.legal_name in text
    assert "A bank account of this batch may not be used now." in text
    maker.post(page(batch) + "move/drop/")
    assert batch.transfers.filter(withdrawn_at=None).count() == 1


def test_sending_back_needs_a_word_and_keeps_it(approver):
    payable_repairer()
    batch = submitted_batch()
    before = everything()
    assert approver.post(page(batch) + "move/send_back/", {"note": " "}).status_code == 422
    assert everything() == before
    response = approver.post(page(batch) + "move/send_back/", {"note": "Pay on Friday."}, follow=True)
    assert "Pay on Friday." in response.content.decode()
    batch.refresh_from_db()
    assert batch.state is BatchStatus.DRAFT


@pytest.mark.parametrize("day", ["", "yesterday", "2020-01-01", "2099-01-01", "0000-00-00"])
def test_an_impossible_execution_day_makes_no_batch(maker, day):
    payable_repairer()
    before = everything()
    response = maker.post(LIST + "new/", {"execution_on": day})
    assert response.status_code == 422
    assert everything() == before


def test_a_day_on_which_banks_rest_is_taken_and_the_day_that_they_choose_is_named(maker):
    payable_repairer()
    saturday = clock.today() + timedelta(days=12 - clock.today().weekday())
    maker.post(LIST + "new/", {"execution_on": saturday.isoformat()})
    batch = Batch.objects.get()
    assert (
        f"the next day on which it works, {next_bank_day(saturday):%d/%m/%Y}."
        in maker.get(page(batch)).content.decode()
    )
    maker.post(page(batch) + "move/reschedule/", {"execution_on": next_bank_day(saturday).isoformat()})
    assert "Banks rest" not in maker.get(page(batch)).content.decode()


def test_a_batch_whose_day_is_ahead_says_from_when_it_can_be_marked_as_paid(approver):
    payable_repairer()
    batch, ahead = exported_batch(), clock.today() + timedelta(days=3)
    Batch.objects.update(execution_on=ahead)
    text = approver.get(page(batch)).content.decode()
    assert f"Possible from the execution day on, {ahead:%d/%m/%Y}." in text
    assert 'name="paid_on"' not in text


def test_a_day_of_payment_in_the_future_is_refused_and_stays_in_the_field(approver):
    payable_repairer()
    batch = exported_batch()
    before = everything()
    response = approver.post(page(batch) + "move/settle/", {"paid_on": "2099-01-01"})
    assert response.status_code == 422
    assert 'value="2099-01-01"' in response.content.decode()
    assert everything() == before


def test_blocked_claims_stand_there_with_their_cause(maker):
    account = PendingBankAccountFactory()
    approved_claim(account.repairer, "30.00")
    text = maker.get(LIST).content.decode()
    assert account.repairer.legal_name in text
    assert "The bank account waits for confirmation." in text
    assert "No approved claim can be paid at the moment." in text


def test_an_administrator_looks_and_moves_nothing(signed_in):
    payable_repairer()
    batch = made_batch()
    client = signed_in(Role.ADMINISTRATOR)
    assert "What you can do" not in client.get(page(batch)).content.decode()
    before = everything()
    assert client.post(page(batch) + "move/submit/").status_code == 403
    assert everything() == before


def test_an_approver_cannot_make_the_makers_moves(approver):
    payable_repairer()
    batch = made_batch()
    before = everything()
    assert approver.post(page(batch) + "move/submit/").status_code == 403
    assert everything() == before


def test_the_page_of_a_batch_takes_the_same_queries_for_one_and_for_ten(maker, django_assert_max_num_queries):
    for _number in range(10):
        payable_repairer("10.00", "20.00")
    batch = made_batch()
    maker.get(page(batch))
    with django_assert_max_num_queries(26):
        maker.get(page(batch))
