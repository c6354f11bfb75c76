"""Payment reports: looked at, taken, recorded."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.roles import Role
from payments.models import ReportExport
from tests.payments.scenes import approved_claim, paid_batch, payable_repairer

PAGE = "/en/backoffice/reports/"
ALL = {"kind": "by_claim", "basis": "paid_on", "statuses": ["approved", "in_payment", "paid"]}


@pytest.fixture
def client(signed_in):
    return signed_in(Role.ADMINISTRATOR)


def test_the_first_rows_and_the_totals_of_all_are_shown(client):
    repairer = payable_repairer("50.00", "25.00")
    paid_batch()
    waiting = approved_claim(repairer, "10.00")
    text = client.get(PAGE, ALL).content.decode()
    assert waiting.reference in text
    assert "€85.00" in text  # all bonuses
    assert "€75.00" in text  # those paid


def test_the_workbook_holds_what_was_shown_and_its_export_is_recorded(client):
    payable_repairer("50.00")
    paid_batch()
    response = client.post(PAGE + "export/", ALL)
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert [row[12].value for row in book.worksheets[0].iter_rows(min_row=2, max_row=2)] == [50]
    assert response["Content-Disposition"].startswith('attachment; filename="payments-by-claim-')
    assert response["X-Content-Type-Options"] == "nosniff"
    record = ReportExport.objects.get()
    assert (record.exported_by, record.row_count) == (client.user, 1)
    assert "By claim" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("kind", [kind.value for kind in ReportExport.Kind])
def test_every_kind_is_shown_and_taken(client, kind):
    payable_repairer("50.00")
    paid_batch()
    wanted = {**ALL, "kind": kind}
    assert client.get(PAGE, wanted).status_code == 200
    assert client.post(PAGE + "export/", wanted).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "by_moon"},
        {"from_on": "yesterday"},
        {"from_on": "2026-02-02", "until_on": "2026-01-01"},
        {"repairer": "nobody at all"},
        {"product": "999999"},
        {"statuses": ["refused"]},
    ],
)
def test_a_wrong_filter_is_told_and_exports_nothing(client, wrong):
    payable_repairer()
    assert client.get(PAGE, ALL | wrong).status_code == 422
    assert client.post(PAGE + "export/", ALL | wrong).status_code == 422
    assert not ReportExport.objects.exists()


def test_a_repairer_is_chosen_by_name_or_number(client):
    repairer, other = payable_repairer("50.00"), payable_repairer("60.00")
    for words in (repairer.siren, repairer.legal_name):
        text = client.get(PAGE, {**ALL, "repairer": words}).content.decode()
        assert "€50.00" in text
        assert other.legal_name not in text
    assert "Several repairers fit" in client.get(PAGE, {**ALL, "repairer": "atelier"}).content.decode()
