"""Rules of payments: plain values in, plain values out."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

MOST_CLAIMS = 50_000  # in one batch: banks take files of this size, and one approver can still look through it
MOST_DAYS_AHEAD = 60  # an execution day farther away is a typing error
REMITTANCE_LENGTH = 140  # characters that a bank hands on to the payee


class BlockCause(StrEnum):
    """Why an approved claim cannot be put into a batch."""

    NO_ACCOUNT = "no-account"
    NOT_CONFIRMED = "not-confirmed"
    COOL_OFF = "cool-off"


@dataclass(frozen=True, slots=True)
class DigestedTransfer:
    """One transfer as people approve it; `amount` in euros, claims as (reference, amount) in the order of the lines."""

    end_to_end_id: str
    repairer: str
    holder_name: str
    iban: str
    bic: str
    amount: Decimal
    claims: tuple[tuple[str, Decimal], ...]


def batch_reference(year: int, number: int) -> str:
    """The permanent name of a batch, which is also the MsgId of its file."""
    return f"LOT-{year}-{number:04d}"


def transfer_id(year: int, number: int) -> str:
    """The permanent id of a transfer: what bank statements and bank answers carry."""
    return f"VIR-{year}-{number:06d}"


def remittance_text(reference: str, claims: Sequence[str]) -> str:
    """What the repairer reads on the statement: the batch, how many bonuses, and as many references as there is room.

    Not translated: the same transfer gives the same text for ever.
    """
    text = f"{reference} {len(claims)} BONUS"
    for claim in claims:
        longer = f"{text} {claim}"
        if len(longer) > REMITTANCE_LENGTH:
            break
        text = longer
    return text


def digest_of_transfers(
    *, reference: str, execution_on: date, debtor: Mapping[str, str], transfers: Sequence[DigestedTransfer]
) -> str:
    """SHA-256 (hexadecimal) of all that an approver says yes to: who pays, when, to whom, where, how much, for what."""
    content = {
        "reference": reference,
        "execution_on": execution_on.isoformat(),
        "debtor": dict(debtor),
        "transfers": [asdict(transfer) for transfer in transfers],
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), default=str, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def is_execution_day_possible(day: date, *, today: date) -> bool:
    """True from today on, for MOST_DAYS_AHEAD days. Banks move a day on which they are closed to the next one."""
    return today <= day <= today + timedelta(days=MOST_DAYS_AHEAD)


def is_paid_day_plausible(paid_on: date, *, execution_on: date, today: date) -> bool:
    """True when the money can have left on that day: not before banks were told to, and not in the future."""
    return execution_on <= paid_on <= today


def usable_from(confirmed_at: datetime, cool_off_hours: int) -> datetime:
    """When a bank account confirmed then may be paid to (payments.md, section 6.6)."""
    return confirmed_at + timedelta(hours=cool_off_hours)


def is_bank_day(day: date) -> bool:
    """True when euro transfers are settled on that day: a TARGET business day.

    Closing days of TARGET: Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December.
    """
    if day.weekday() >= 5 or (day.month, day.day) in {(1, 1), (5, 1), (12, 25), (12, 26)}:
        return False
    return day - easter_of(day.year) not in (timedelta(days=-2), timedelta(days=1))


def easter_of(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    correction = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def next_bank_day(day: date) -> date:
    """The first bank day after `day`: what a new batch proposes as its execution day."""
    following = day + timedelta(days=1)
    while not is_bank_day(following):
        following += timedelta(days=1)
    return following
