"""Overview, mails and jobs: for each role what is theirs."""

import pytest
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from accounts.roles import Role
from claims.services.reviewing import take_lock
from core import clock, queue
from core.models import JobDelivery
from tests.payments.scenes import payable_repairer, submitted_batch
from tests.portal.backoffice.scenes import claim_in_review

OVERVIEW = "/en/backoffice/"


@pytest.mark.parametrize(
    ("role", "there", "not_there"),
    [
        (Role.CONTROL_OFFICER, "Start with the most urgent", "Payments"),
        (Role.FRAUD_ANALYST, "What the controls found", "Start with the most urgent"),
        (Role.FINANCE_MAKER, "Can be paid now", "Claims to decide"),
        (Role.FINANCE_APPROVER, "Batches under way", "Claims by status"),
        (Role.ADMINISTRATOR, "Claims by status", "Can be paid now"),
        (Role.EDITOR, "Pages, news, kits", "Claims by status"),
        (Role.PUBLISHER, "Pages, news, kits", "Payments"),
    ],
)
def test_the_overview_holds_what_the_role_does_and_nothing_else(signed_in, role, there, not_there):
    text = signed_in(role).get(OVERVIEW).content.decode()
    assert there in text
    assert not_there not in text


def test_an_officers_overview_counts_what_waits_and_what_they_hold(signed_in):
    claim_in_review("total-differs")
    held = claim_in_review("total-differs")
    client = signed_in(Role.CONTROL_OFFICER)
    take_lock(claim=held, by=client.user)
    text = client.get(OVERVIEW).content.decode()
    assert "finding=total-differs" in text
    assert f"/queue/{held.public_id}/" in text


def test_finance_sees_what_is_payable_and_under_way(signed_in):
    payable_repairer("50.00")
    batch = submitted_batch()
    payable_repairer("70.00")
    text = signed_in(Role.FINANCE_APPROVER).get(OVERVIEW).content.decode()
    assert "€70.00" in text
    assert batch.reference in text


def test_mails_are_read_where_they_are_kept(signed_in, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    connection = get_connection()
    connection.send_messages(
        [EmailMessage(f"Objet {number} é", "Corps <b>œ</b>", to=["a@example.org"]) for number in (1, 2)]
    )
    client = signed_in(Role.ADMINISTRATOR)
    listed = client.get("/en/backoffice/mails/").content.decode()
    assert listed.index("Objet 2 é") < listed.index("Objet 1 é")
    (file,) = tmp_path.iterdir()
    shown = client.get(f"/en/backoffice/mails/{file.name}/1/").content.decode()
    assert "Objet 2 é" in shown
    assert f"{timezone.localdate():%d/%m/%Y}" in shown
    assert "Corps &lt;b&gt;œ&lt;/b&gt;" in shown


@pytest.mark.parametrize("name", ["..%2Fsecret.log", "secret.log", "20260101-000000-1.log"])
def test_no_other_file_is_ever_opened(signed_in, settings, tmp_path, name):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    (tmp_path / "mail").mkdir()
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    (tmp_path / "secret.log").write_text("Subject: x\n\nsecret")
    (tmp_path / "mail" / "secret.log").write_text("Subject: x\n\nsecret")
    response = signed_in(Role.ADMINISTRATOR).get(f"/en/backoffice/mails/{name}/0/")
    assert response.status_code == 404


def test_where_mails_are_sent_there_is_no_mailbox(signed_in):
    client = signed_in(Role.ADMINISTRATOR)
    assert client.get("/en/backoffice/mails/").status_code == 404
    assert "/mails/" not in client.get(OVERVIEW).content.decode()


@pytest.fixture
def letter(db):
    payload = SignedPackage.dumps({"id": "1", "name": "x", "func": "core.heartbeat.answer", "args": (), "kwargs": {}})
    return JobDelivery.objects.create(queue_row=77, deliveries=3, dead_at=clock.now(), payload=payload)


def test_a_job_that_was_given_up_is_named_and_put_back_once(signed_in, letter, run_jobs):
    client = signed_in(Role.ADMINISTRATOR)
    assert "core.heartbeat.answer" in client.get("/en/backoffice/jobs/").content.decode()
    address = f"/en/backoffice/jobs/{letter.pk}/requeue/"
    assert "in the queue again" in client.post(address, follow=True).content.decode()
    assert OrmQ.objects.count() == 1
    assert not JobDelivery.objects.exists()
    assert "put this job back already" in client.post(address, follow=True).content.decode()
    assert run_jobs() == 1


def test_a_letter_that_is_not_ours_is_shown_without_being_opened(signed_in, letter):
    JobDelivery.objects.update(payload="forged:payload")
    assert signed_in(Role.ADMINISTRATOR).get("/en/backoffice/jobs/").status_code == 200
    assert queue.job_named_in("forged:payload") == ("", ())
