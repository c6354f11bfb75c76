from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest

from payments.sepa.breaches import PaymentFileRefused
from payments.sepa.pain001 import write_pain001
from payments.sepa.validation import check_contents, contents_of
from tests.payments.sepa.files import payment_file, transfer

COUNT = 600
FILE = payment_file(*(transfer(n, amount=Decimal(100 + n).scaleb(-2)) for n in range(COUNT)))
_target = BytesIO()
MEANT = write_pain001(FILE, _target)
SOUND = _target.getvalue().decode()
LAST = f"<CdtTrfTxInf>{SOUND.rsplit('<CdtTrfTxInf>', 1)[1].split('</CdtTrfTxInf>')[0]}</CdtTrfTxInf>"


def in_last(old: str, new: str) -> Callable[[], str]:
    assert old in LAST
    return lambda: SOUND.replace(LAST, LAST.replace(old, new))


def test_the_reread_of_a_sound_file_finds_what_was_meant():
    assert contents_of(BytesIO(SOUND.encode())) == MEANT
    assert (MEANT.count, MEANT.total) == (COUNT, Decimal("2397.00"))


@pytest.mark.parametrize(
    ("damaged", "code"),
    [
        pytest.param(in_last(">6.99<", ">6,99<"), "file-differs", id="amount not a number"),
        pytest.param(in_last(">6.99<", ">6.98<"), "file-differs", id="one amount changed"),
        pytest.param(lambda: SOUND.replace(LAST, ""), "file-differs", id="transfer removed"),
        pytest.param(
            in_last("<EndToEndId>PI-000599<", "<EndToEndId>PI-000000<"), "file-differs", id="duplicate EndToEndId"
        ),
        pytest.param(lambda: SOUND[: SOUND.index(LAST)], "file-not-valid", id="truncated file"),
        pytest.param(in_last(">6.99<", ">6.990<"), "file-differs", id="amount with three places"),
        pytest.param(in_last("EUR", "USD"), "file-differs", id="other currency"),
        pytest.param(lambda: SOUND.replace(LAST, LAST + LAST), "file-differs", id="transfer twice"),
        pytest.param(lambda: SOUND.replace("</GrpHdr>", "</GrpHdr><x/>"), "file-not-valid", id="unknown element"),
        pytest.param(lambda: SOUND.replace("<PmtInfId>LOT", "<PmtInfId>LOU"), "file-differs", id="other payment id"),
        pytest.param(
            lambda: SOUND.replace("<ChrgBr>SLEV", "<ChrgBr>SLOW"),
            "file-not-valid",
            id="value outside the schema's list",
        ),
        pytest.param(in_last("<Cdtr>", "<Cdtr><Bad/>"), "file-not-valid", id="unknown element in the last transfer"),
        pytest.param(
            lambda: SOUND.replace("<NbOfTxs>600<", "<NbOfTxs>599<", 1), "file-differs", id="count of the file alone"
        ),
        pytest.param(
            lambda: "<NbOfTxs>599<".join(SOUND.rsplit("<NbOfTxs>600<", 1)),
            "file-differs",
            id="count of the block alone",
        ),
        pytest.param(
            lambda: "<CtrlSum>2397.01<".join(SOUND.rsplit("<CtrlSum>2397.00<", 1)),
            "file-differs",
            id="sum of the block",
        ),
        pytest.param(lambda: "", "file-not-valid", id="empty file"),
    ],
)
def test_every_damage_is_caught_by_the_file_alone(damaged, code):
    with pytest.raises(PaymentFileRefused) as refusal:
        contents_of(BytesIO(damaged().encode()))
    assert refusal.value.code == code
    assert refusal.value.detail
    assert "6.9" not in refusal.value.detail


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Atelier Durand SARL", "Atelier Dupont SARL"),
        ("FR1420041010050500013M02606", "FR7630006000011234567890189"),
        ("LOT 2026-11-24 1 BONUS", "LOT 2026-11-24 2 BONUS"),
    ],
)
def test_a_field_that_no_sum_shows_is_caught_against_what_was_meant(old, new):
    damaged = BytesIO(in_last(old, new)().encode())
    assert contents_of(damaged).total == MEANT.total
    damaged.seek(0)
    with pytest.raises(PaymentFileRefused) as refusal:
        check_contents(damaged, MEANT)
    assert refusal.value.code == "file-differs"
    assert refusal.value.detail == "not what was meant: fingerprint"


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("2026-11-25", "2026-11-26", "execution_on"),
        (">LOT-2026-000001<", ">LOT-2026-000002<", "message_id"),
        ("FR7630006000011234567890189", "FR1420041010050500013M02606", "debtor_iban"),
    ],
)
def test_a_header_that_was_not_meant_is_caught(old, new, name):
    with pytest.raises(PaymentFileRefused) as refusal:
        check_contents(BytesIO(SOUND.replace(old, new).encode()), MEANT)
    assert refusal.value.detail == f"not what was meant: {name}"


def test_two_amounts_exchanged_leave_the_sum_and_are_still_caught():
    first = SOUND[SOUND.index("<CdtTrfTxInf>") :].split("\n", 1)[0]
    damaged = SOUND.replace(first, first.replace(">1.00<", ">6.99<")).replace(LAST, LAST.replace(">6.99<", ">1.00<"))
    with pytest.raises(PaymentFileRefused):
        check_contents(BytesIO(damaged.encode()), MEANT)


def test_an_entity_from_outside_is_never_resolved(tmp_path):
    (tmp_path / "secret.txt").write_text("SECRET")
    doctype = f'<!DOCTYPE Document [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    hostile = SOUND.replace("<Document", f"{doctype}<Document").replace("Atelier Durand SARL", "&x;", 1)
    with pytest.raises(PaymentFileRefused):
        check_contents(BytesIO(hostile.encode()), MEANT)
