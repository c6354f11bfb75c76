"""Rules of a claim: plain values in, plain values out, days passed in."""

import re
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from core import money
from core.identifiers import compact, is_imei

_FRENCH_POSTCODE = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}")
IMEI_KIND = "imei"
IDENTIFIER_LENGTH = 40

_TITLE = re.compile(r"^(?:m(?:me|lle|rs?|s)?|madame|mademoiselle|monsieur|mister|dr)\b\.?\s*", re.IGNORECASE)


class MissingDocument(StrEnum):
    """What a claim has to be accompanied by; the values are the purposes of documents."""

    INVOICE = "invoice"
    NAMEPLATE = "nameplate"
    CUSTOMER_CONSENT = "customer_consent"


def bonus_due(rate_amount: Decimal, *, supplement_percent: int, has_circular_parts: bool, consent: bool) -> Decimal:
    """The bonus in euros: the rate's amount, raised for circular-economy parts that the customer agreed to.

    Source: domain.md, section 4 (AMOUNT_FLAT, AMOUNT_MULTIPLIER); both figures come from the reference data.
    """
    if has_circular_parts and consent and supplement_percent:
        return money.euros(rate_amount + money.percent_of(rate_amount, supplement_percent))
    return money.euros(rate_amount)


def is_bill_high_enough(total: Decimal, *, minimum_bill: Decimal | None) -> bool:
    """True when the total, VAT included and before the bonus, reaches the minimum (domain.md, section 4)."""
    return minimum_bill is None or total >= minimum_bill


def payment_due_on(received: date, days: int) -> date:
    """The day by which the bonus is to be paid: so many days after receipt (R541-150: 30 at most)."""
    return received + timedelta(days=days)


def delay_extended(due_on: date, *, stopped_on: date, resumed_on: date) -> date:
    """The due day moved by the days during which the repairer was asked for something (domain.md, section 6)."""
    return due_on + max(resumed_on - stopped_on, timedelta(0))


def invoice_key(siret: str, number: str) -> str:
    """What makes an invoice one: the SIRET of who wrote it and its number, spelling left aside; empty when unknown."""
    seller, plain = compact(siret), compact(number)
    return f"{seller}:{plain}" if seller and plain else ""


def identifier_key(kind: str, text: str) -> str:
    """The identifier as it is compared: the digits of an IMEI, the letters and digits of a serial number."""
    plain = compact(text)
    if kind == IMEI_KIND:
        plain = "".join(character for character in plain if character.isdigit())
    return plain[:IDENTIFIER_LENGTH]


def is_identifier_sound(kind: str, text: str) -> bool:
    """True for an IMEI with 15 digits and a right check digit, or for a serial number with a letter or a digit."""
    return is_imei(text) if kind == IMEI_KIND else bool(compact(text))


def documents_needed(*, nameplate_required: bool, has_circular_parts: bool) -> tuple[MissingDocument, ...]:
    """The documents that the claim needs (domain.md, sections 4 and 5.1)."""
    needed = [MissingDocument.INVOICE]
    if nameplate_required:
        needed.append(MissingDocument.NAMEPLATE)
    if has_circular_parts:
        needed.append(MissingDocument.CUSTOMER_CONSENT)
    return tuple(needed)


def reference_of(year: int, number: int) -> str:
    """The public reference of a claim: RB, the year of its sending, its own number in at least six digits."""
    return f"RB-{year}-{number:06d}"


def names_of(text: str) -> tuple[str, str]:
    """First and last name of a person as an invoice prints them ("Mme Claire DUPONT", "Dupont Claire"): a guess.

    Words in capitals are the last name; without any, the last word is. A single word is a last name.
    """
    words = _TITLE.sub("", text.strip()).split()
    if len(words) < 2:
        return "", " ".join(words)
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    return " ".join(words[:-1]), words[-1]


def is_postcode_sound(country: str, postcode: str) -> bool:
    """Whether a postcode can exist: in France five digits, from 01 to 98 at their head; elsewhere any text will do."""
    return country != "FR" or bool(_FRENCH_POSTCODE.fullmatch(postcode))
