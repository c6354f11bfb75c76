"""Rules of payments."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from payments.rules import (
    DigestedTransfer,
    batch_reference,
    digest_of_transfers,
    is_bank_day,
    is_execution_day_possible,
    is_paid_day_plausible,
    next_bank_day,
    remittance_text,
    transfer_id,
    usable_from,
)
from payments.sepa.charset import is_sepa_text
from payments.sepa.rules import ID_LENGTH

TODAY = date(2026, 11, 24)
TRANSFER = DigestedTransfer(
    end_to_end_id="VIR-2026-000001",
    repairer="732829320",
    holder_name="Atelier Durand",
    iban="FR7630006000011234567890189",
    bic="AGRIFRPP",
    amount=Decimal("75.00"),
    claims=(("RB-2026-000001", Decimal("50.00")), ("RB-2026-000002", Decimal("25.00"))),
)
DEBTOR = {"name": "Repair Fund", "iban": "FR7630006000011234567890189"}


def digest(**changes: Any) -> str:
    seen: dict[str, Any] = {
        "reference": "LOT-2026-0001",
        "execution_on": TODAY,
        "debtor": DEBTOR,
        "transfers": (TRANSFER,),
    }
    return digest_of_transfers(**{**seen, **changes})


@pytest.mark.parametrize("number", [1, 9999, 10**9])
def test_ids_fit_what_banks_take(number: int) -> None:
    for text in (batch_reference(2026, number), transfer_id(2026, number)):
        assert len(text) <= ID_LENGTH
        assert is_sepa_text(text)


def test_the_statement_names_batch_number_of_bonuses_and_claims() -> None:
    assert remittance_text("LOT-2026-0007", ["RB-2026-000001", "RB-2026-000002"]) == (
        "LOT-2026-0007 2 BONUS RB-2026-000001 RB-2026-000002"
    )


def test_the_statement_names_as_many_claims_as_fit() -> None:
    claims = [f"RB-2026-{number:06d}" for number in range(40)]
    text = remittance_text("LOT-2026-0007", claims)
    assert text.startswith("LOT-2026-0007 40 BONUS RB-2026-000000 ")
    assert 125 < len(text) <= 140
    assert is_sepa_text(text)


def test_a_reference_that_just_fits_is_named() -> None:
    base = len(remittance_text("LOT-2026-0007", [])) + 1
    assert len(remittance_text("LOT-2026-0007", ["R" * (140 - base)])) == 140
    assert remittance_text("LOT-2026-0007", ["R" * (141 - base)]) == "LOT-2026-0007 1 BONUS"


def test_the_same_batch_has_the_same_digest() -> None:
    assert digest() == digest()
    assert len(digest()) == 64


@pytest.mark.parametrize(
    "change",
    [
        {"reference": "LOT-2026-0002"},
        {"execution_on": date(2026, 11, 25)},
        {"debtor": {**DEBTOR, "iban": "FR1420041010050500013M02606"}},
        {"transfers": ()},
        {"transfers": (TRANSFER, TRANSFER)},
        {"transfers": (replace(TRANSFER, end_to_end_id="VIR-2026-000002"),)},
        {"transfers": (replace(TRANSFER, repairer="732829321"),)},
        {"transfers": (replace(TRANSFER, holder_name="Atelier Dupond"),)},
        {"transfers": (replace(TRANSFER, iban="FR1420041010050500013M02606"),)},
        {"transfers": (replace(TRANSFER, bic=""),)},
        {"transfers": (replace(TRANSFER, amount=Decimal("75.01")),)},
        {"transfers": (replace(TRANSFER, claims=TRANSFER.claims[:1]),)},
        {"transfers": (replace(TRANSFER, claims=(("RB-2026-000001", Decimal("50.01")), TRANSFER.claims[1])),)},
    ],
)
def test_any_change_of_a_batch_changes_its_digest(change: dict[str, Any]) -> None:
    assert digest(**change) != digest()


@pytest.mark.parametrize(
    ("day", "is_possible"),
    [
        (date(2026, 11, 23), False),
        (date(2026, 11, 24), True),
        (date(2027, 1, 23), True),
        (date(2027, 1, 24), False),
    ],
)
def test_a_batch_is_executed_between_today_and_sixty_days_from_now(day: date, is_possible: bool) -> None:
    assert is_execution_day_possible(day, today=TODAY) is is_possible


@pytest.mark.parametrize(
    ("paid_on", "is_plausible"),
    [(date(2026, 11, 19), False), (date(2026, 11, 20), True), (TODAY, True), (date(2026, 11, 25), False)],
)
def test_money_leaves_between_the_execution_day_and_today(paid_on: date, is_plausible: bool) -> None:
    assert is_paid_day_plausible(paid_on, execution_on=date(2026, 11, 20), today=TODAY) is is_plausible


def test_an_account_is_used_once_its_cool_off_is_over() -> None:
    confirmed_at = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    assert usable_from(confirmed_at, 72) == datetime(2026, 10, 27, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 4, 3),  # Good Friday
        date(2026, 4, 6),  # Easter Monday
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2026, 1, 1),
        date(2026, 5, 1),
        date(2026, 12, 25),
        date(2028, 12, 26),
        date(2026, 11, 28),  # Saturday
        date(2026, 11, 29),  # Sunday
    ],
)
def test_banks_are_closed_on_weekends_and_target_holidays(holiday: date) -> None:
    assert not is_bank_day(holiday)


@pytest.mark.parametrize("day", [date(2026, 7, 14), date(2026, 11, 11), date(2026, 5, 25), date(2026, 4, 2)])
def test_french_holidays_and_maundy_thursday_are_bank_days(day: date) -> None:
    assert is_bank_day(day)


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 24), date(2026, 11, 25)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 4, 2), date(2026, 4, 7)),
    ],
)
def test_a_new_batch_proposes_the_next_bank_day(day: date, following: date) -> None:
    assert next_bank_day(day) == following
