import hashlib
import random
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import IO

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from payments.sepa import writing
from payments.sepa.breaches import PaymentFileRefused
from payments.sepa.contents import FileContents
from payments.sepa.message import PaymentFile
from payments.sepa.pain001 import NAMESPACE, write_pain001
from payments.sepa.rules import breaches_of
from payments.sepa.validation import SCHEMA_PATH, contents_of, schema
from payments.sepa.writing import MOST_BREACHES, write_checked
from tests.payments.sepa.files import ADDRESS, DEBTOR, payment_file, payment_files, transfer

N = {"p": NAMESPACE}


def written(file: PaymentFile) -> bytes:
    target = BytesIO()
    write_pain001(file, target)
    return target.getvalue()


def test_the_schema_is_the_one_that_was_vendored():
    digest = hashlib.sha256(SCHEMA_PATH.read_bytes()).hexdigest()
    assert digest in (SCHEMA_PATH.parent / "README.md").read_text()


def test_a_sound_file_is_written_with_its_proof(tmp_path):
    path = tmp_path / "lot.xml"
    proof = write_checked(path, payment_file(transfer(1), transfer(2, amount=Decimal("0.10"))))
    assert (proof.count, proof.total) == (2, Decimal("25.10"))
    assert proof.size == path.stat().st_size
    assert proof.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


def test_the_file_says_what_french_banks_ask_for():
    tree = etree.fromstring(written(payment_file(transfer(1), transfer(2, bic="BNPAFRPPXXX", address=ADDRESS))))

    def texts(path: str) -> list[str]:
        return [str(text) for text in tree.xpath(f"{path}/text()", namespaces=N)]

    assert texts("//p:SvcLvl/p:Cd") == ["SEPA"]
    assert texts("//p:ChrgBr") == ["SLEV"]
    assert tree.xpath("//p:InstdAmt/@Ccy", namespaces=N) == ["EUR", "EUR"]
    assert texts("//p:InitgPty/p:Id/p:OrgId/p:Othr/p:Id") == [DEBTOR.siren]
    assert texts("//p:InitgPty/p:Id/p:OrgId/p:Othr/p:SchmeNm/p:Cd") == ["SREN"]
    assert texts("//p:MsgId") == texts("//p:PmtInfId") == ["LOT-2026-000001"]
    assert texts("//p:InstrId") == texts("//p:EndToEndId") == ["PI-000001", "PI-000002"]
    assert texts("//p:CdtrAgt//p:BICFI") == ["BNPAFRPPXXX"]
    assert texts("//p:CreDtTm") == ["2026-11-24T10:30:00"]
    assert texts("//p:Cdtr/p:PstlAdr/p:TwnNm") == ["Lyon"]


def test_an_account_without_bic_names_its_bank_by_the_iban_alone():
    file = payment_file(debtor=replace(DEBTOR, bic=None))
    content = written(file)
    assert contents_of(BytesIO(content)).count == 1
    assert b"<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>" in content


def check_that_it_is_valid_and_without_breach(file: PaymentFile, path: Path) -> None:
    assert list(breaches_of(file)) == []
    proof = write_checked(path, file)
    content = path.read_bytes()
    schema().assertValid(etree.fromstring(content))
    assert proof.total == sum(transfer.amount for transfer in file.transfers)
    write_checked(path, file)
    assert path.read_bytes() == content


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(payment_files())
def test_any_batch_gives_a_valid_file_without_breach_and_the_same_bytes_again(tmp_path, file):
    check_that_it_is_valid_and_without_breach(file, tmp_path / "lot.xml")


@pytest.mark.nightly
@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(payment_files())
def test_ten_thousand_batches_give_valid_files_without_breach(tmp_path, file):
    check_that_it_is_valid_and_without_breach(file, tmp_path / "lot.xml")


def test_a_generator_read_once_gives_the_same_bytes_as_a_list(tmp_path):
    transfers = [transfer(number) for number in range(1200)]
    one = write_checked(tmp_path / "list.xml", payment_file(*transfers))
    two = write_checked(tmp_path / "generator.xml", payment_file(transfers=(item for item in transfers)))
    assert one == two


def test_a_breach_refuses_the_file_and_leaves_nothing_behind(tmp_path):
    with pytest.raises(PaymentFileRefused) as refusal:
        write_checked(tmp_path / "lot.xml", payment_file(transfer(1), transfer(2, amount=Decimal("NaN")), transfer(1)))
    assert refusal.value.code == "file-breaches"
    assert [breach.code for breach in refusal.value.breaches] == ["amount-cents", "id-duplicate"]
    assert [point.field for point in refusal.value.points] == ["PI-000002.amount", "PI-000001.end_to_end_id"]
    assert list(tmp_path.iterdir()) == []


def test_a_refused_file_leaves_the_earlier_one_as_it_was(tmp_path):
    path = tmp_path / "lot.xml"
    write_checked(path, payment_file())
    before = path.read_bytes()
    with pytest.raises(PaymentFileRefused):
        write_checked(path, payment_file(transfers=[]))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [(b"25.00</InstdAmt>", b"52.00</InstdAmt>", "file-differs"), (b"<ChrgBr>", b"<ChrgBrr>", "file-not-valid")],
)
def test_a_writer_gone_wrong_is_noticed_before_the_file_is_offered(tmp_path, monkeypatch, old, new, code):
    def damaging_writer(file: PaymentFile, target: IO[bytes]) -> FileContents:
        draft = BytesIO()
        meant = write_pain001(file, draft)
        target.write(draft.getvalue().replace(old, new))
        return meant

    monkeypatch.setattr(writing, "write_pain001", damaging_writer)
    with pytest.raises(PaymentFileRefused) as refusal:
        write_checked(tmp_path / "lot.xml", payment_file())
    assert refusal.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_hopeless_batch_is_refused_with_a_list_that_a_person_can_read(tmp_path):
    with pytest.raises(PaymentFileRefused) as refusal:
        write_checked(tmp_path / "lot.xml", payment_file(transfers=(transfer(n, iban="X") for n in range(1000))))
    assert len(refusal.value.breaches) == MOST_BREACHES


def test_markup_in_a_text_stays_text_even_where_no_rule_was_applied():
    tree = etree.fromstring(written(payment_file(transfer(creditor_name="</Nm><Nm>&amp;", remittance="]]>"))))
    assert tree.findtext(".//p:Cdtr/p:Nm", namespaces=N) == "</Nm><Nm>&amp;"


def test_sums_are_exact_to_the_cent(tmp_path):
    numbers = random.Random(7)
    transfers = [transfer(n, amount=Decimal(numbers.randint(1, 10**11 - 1)).scaleb(-2)) for n in range(500)]
    proof = write_checked(tmp_path / "lot.xml", payment_file(*transfers))
    assert proof.total == sum(item.amount for item in transfers)
    assert f"<CtrlSum>{proof.total}</CtrlSum>" in (tmp_path / "lot.xml").read_text()
