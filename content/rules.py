"""Rules of reference data, free of the database."""

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.identifiers import compact


@dataclass(frozen=True, slots=True)
class RateTerms:
    """What a support rate says: product code, first and last day (None: no end), euros."""

    product: str
    valid_from: date
    valid_until: date | None
    amount: Decimal
    minimum_bill: Decimal | None


def brand_key(name: str) -> str:
    """How brands are compared: without case, accents, spaces and signs, so that DE LONGHI is De'Longhi.

    A name written without Latin letters or digits is compared as it stands, without case.
    """
    plain = "".join(character for character in unicodedata.normalize("NFKC", name) if character.isprintable())
    return compact(name) or plain.strip().casefold()


def periods_overlap(first: RateTerms, second: RateTerms) -> bool:
    """True when both terms are valid on some same day; the last day counts."""
    return (second.valid_until is None or first.valid_from <= second.valid_until) and (
        first.valid_until is None or second.valid_from <= first.valid_until
    )


def changes_the_past(stored: RateTerms, wanted: RateTerms, today: date) -> bool:
    """True when the change would give another answer for a day that is over, or for today.

    A rate that has begun may have paid claims. Only its end may still move, and not into the past
    (screens-and-security.md, B.3: effective dates, no change of past periods).
    """
    if stored.valid_from > today:
        return wanted.valid_from <= today
    same = (stored.product, stored.valid_from, stored.amount, stored.minimum_bill) == (
        wanted.product,
        wanted.valid_from,
        wanted.amount,
        wanted.minimum_bill,
    )
    if not same:
        return True
    if stored.valid_until == wanted.valid_until:
        return False
    ends = [day for day in (stored.valid_until, wanted.valid_until) if day is not None]
    return min(ends) < today
