from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from payments.sepa.breaches import Breach, BreachCode
from payments.sepa.message import CreditTransfer, PostalAddress
from payments.sepa.rules import breaches_of
from tests.payments.accounts import CREDITOR_IBAN, SWISS_IBAN, french_iban
from tests.payments.sepa.files import ADDRESS, APPROVED_AT, DEBTOR, payment_file, transfer


def found(*transfers: CreditTransfer, **changes: Any) -> list[tuple[str, str, str | None]]:
    return [
        (breach.code.value, breach.field, breach.transfer_id)
        for breach in breaches_of(payment_file(*transfers, **changes))
    ]


def test_a_sound_file_has_no_breach():
    assert found(transfer(1), transfer(2, bic="BNPAFRPPXXX", address=ADDRESS)) == []


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"end_to_end_id": " "}, "missing", "end_to_end_id"),
        ({"end_to_end_id": "P" * 36}, "too-long", "end_to_end_id"),
        ({"end_to_end_id": "PI_1"}, "characters", "end_to_end_id"),
        ({"end_to_end_id": "/PI-1"}, "slash", "end_to_end_id"),
        ({"end_to_end_id": "PI//1"}, "slash", "end_to_end_id"),
        ({"end_to_end_id": "PI-1/"}, "slash", "end_to_end_id"),
        ({"end_to_end_id": "PI-1 "}, "outer-space", "end_to_end_id"),
        ({"end_to_end_id": "NOTPROVIDED"}, "id-placeholder", "end_to_end_id"),
        ({"end_to_end_id": "NotProvided"}, "id-placeholder", "end_to_end_id"),
        ({"amount": Decimal("0.00")}, "amount-range", "amount"),
        ({"amount": Decimal("-5.00")}, "amount-range", "amount"),
        ({"amount": Decimal("1000000000.00")}, "amount-range", "amount"),
        ({"amount": Decimal("10.005")}, "amount-cents", "amount"),
        ({"amount": Decimal("NaN")}, "amount-cents", "amount"),
        ({"amount": Decimal("Infinity")}, "amount-cents", "amount"),
        ({"amount": 10.5}, "amount-cents", "amount"),
        ({"creditor_name": ""}, "missing", "creditor_name"),
        ({"creditor_name": "N" * 71}, "too-long", "creditor_name"),
        ({"creditor_name": "Réparation"}, "characters", "creditor_name"),
        ({"creditor_name": "Durand & Fils"}, "characters", "creditor_name"),
        ({"creditor_name": "Durand\n"}, "characters", "creditor_name"),
        ({"creditor_name": "..."}, "no-letter", "creditor_name"),
        ({"iban": "FR7630006000011234567890188"}, "iban-wrong", "iban"),
        ({"iban": french_iban(1, key_shift=1)}, "iban-wrong", "iban"),
        ({"iban": CREDITOR_IBAN.lower()}, "iban-wrong", "iban"),
        ({"iban": "FR14 2004 1010 0505 0001 3M02 606"}, "iban-wrong", "iban"),
        ({"iban": ""}, "iban-wrong", "iban"),
        ({"bic": "AGRI"}, "bic-wrong", "bic"),
        ({"bic": ""}, "bic-wrong", "bic"),
        ({"remittance": ""}, "missing", "remittance"),
        ({"remittance": "R" * 141}, "too-long", "remittance"),
        ({"remittance": "LOT n° 1"}, "characters", "remittance"),
        ({"remittance": "LOT//1"}, "slash", "remittance"),
        (
            {"address": PostalAddress(town="", country="FR", lines=("1 rue X", "69001 Lyon"))},
            "address-incomplete",
            "address",
        ),
        ({"address": PostalAddress(town="Lyon", country="")}, "address-incomplete", "address"),
        ({"address": PostalAddress(town="Lyon", country="France")}, "address-country", "address"),
        ({"address": replace(ADDRESS, lines=("a", "b", "c"))}, "address-lines", "address"),
        ({"address": replace(ADDRESS, lines=("a" * 71,))}, "too-long", "address"),
        ({"address": replace(ADDRESS, town="L" * 36)}, "too-long", "address"),
        ({"address": replace(ADDRESS, street="Rue de l’Été")}, "characters", "address"),
    ],
)
def test_each_rule_of_a_transfer_names_the_transfer_and_the_field(changes, code, field):
    spoiled = transfer(**changes)
    assert found(spoiled) == [(code, field, spoiled.end_to_end_id)]


@pytest.mark.parametrize("amount", ["0.01", "999999999.99", "1E+3"])
def test_the_smallest_and_the_largest_amount_pass(amount):
    assert found(transfer(amount=Decimal(amount))) == []


def test_a_hybrid_address_with_two_lines_passes():
    assert found(transfer(address=PostalAddress(town="Lyon", country="FR", lines=("1 rue X", "Batiment B")))) == []


def test_two_transfers_with_one_id_are_found_wherever_they_stand():
    assert found(transfer(1), transfer(2), transfer(1, amount=Decimal("3.00"))) == [
        ("id-duplicate", "end_to_end_id", "PI-000001")
    ]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"message_id": ""}, "missing", "message_id"),
        ({"message_id": "L" * 36}, "too-long", "message_id"),
        ({"message_id": "LOT#1"}, "characters", "message_id"),
        ({"execution_on": date(2026, 11, 23)}, "execution-too-early", "execution_on"),
        ({"debtor": replace(DEBTOR, name="Fonds Réparation")}, "characters", "debtor.name"),
        ({"debtor": replace(DEBTOR, iban=french_iban(5, key_shift=2))}, "iban-wrong", "debtor.iban"),
        ({"debtor": replace(DEBTOR, bic="agrifrpp")}, "bic-wrong", "debtor.bic"),
        ({"debtor": replace(DEBTOR, siren="732829321")}, "siren-wrong", "debtor.siren"),
        ({"debtor": replace(DEBTOR, siren="732 829 320")}, "siren-wrong", "debtor.siren"),
        ({"debtor": replace(DEBTOR, address=replace(ADDRESS, town=""))}, "address-incomplete", "debtor.address"),
    ],
)
def test_each_rule_of_the_header_names_the_field(changes, code, field):
    assert found(**changes) == [(code, field, None)]


def test_a_file_without_transfer_is_refused():
    assert found(transfers=[]) == [("no-transfer", "transfers", None)]


def test_the_day_of_approval_is_the_day_in_the_banks_time_zone():
    late_evening = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # already the 25th in Paris
    assert found(created_at=late_evening, execution_on=date(2026, 11, 24)) == [
        ("execution-too-early", "execution_on", None)
    ]
    assert found(created_at=late_evening, execution_on=date(2026, 11, 25)) == []


def test_a_transfer_outside_the_european_economic_area_needs_the_debtors_address():
    abroad = transfer(iban=SWISS_IBAN)
    assert found(abroad) == []
    assert found(transfer(2), abroad, debtor=replace(DEBTOR, address=None)) == [
        ("debtor-address-needed", "debtor.address", "PI-000001")
    ]


def test_a_file_needs_an_instant_with_its_time_zone():
    with pytest.raises(ValueError, match="aware"):
        payment_file(created_at=APPROVED_AT.replace(tzinfo=None))


@pytest.mark.parametrize("code", BreachCode)
def test_every_code_has_a_sentence_that_says_where_and_what_to_do(code):
    with translation.override("en"):
        sentence = Breach(code, "creditor_name", limit=70, reason="Compare it with the bank details.").sentence
    assert sentence.startswith("Account holder: ")
    assert sentence.endswith(".")
    assert "%(" not in sentence
