"""IBANs: what we accept as a repairer's account, and how one is shown.

schwifty knows the structure per country, the bank registry and the national keys. Its default skips the national key,
so a mistyped French RIB key with a right IBAN checksum would pass: it is always asked to check.
"""

import re
import warnings
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from schwifty import IBAN
from schwifty.exceptions import (
    InvalidBBANChecksum,
    InvalidChecksumDigits,
    InvalidLength,
    NationalChecksumNotVerified,
    SchwiftyException,
)

from core.errors import Refused

# Countries without a published national key are accepted on the IBAN checksum alone; that is no news at each parsing.
warnings.filterwarnings("ignore", category=NationalChecksumNotVerified)

LONGEST = 34  # ISO 13616

# IBAN country codes of the EPC list of SEPA scheme countries (EPC409-09); schwifty's own flag misses eight of them.
# fmt: off
EEA_COUNTRIES = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})
# fmt: on
SEPA_COUNTRIES = EEA_COUNTRIES | {"AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA"}

_SEPARATORS = re.compile(r"[\s.\-]+")
_ALPHANUMERIC = re.compile(r"[A-Za-z0-9]+")

_SENTENCES: dict[str, str | Promise] = {
    "iban-missing": _("Enter the IBAN. It is on the bank details form (RIB) that the bank gives."),
    "iban-malformed": _("This is not an IBAN. Copy it from the bank details form (RIB): it starts with two letters."),
    "iban-length": _(
        "This IBAN is too long or too short for its country. Compare it with the bank details form (RIB)."
    ),
    "iban-checksum": _("This IBAN has a wrong character. Compare it with the bank details form (RIB)."),
    "iban-key": _("The national key of this account is wrong. Compare the IBAN with the bank details form (RIB)."),
    "iban-not-sepa": _(
        "This account is outside the SEPA zone, where euro transfers cannot be sent. Enter another one."
    ),
}


class IbanRefused(Refused):
    """The text is not an account we can pay; `code` is one of the keys of the sentences above."""

    def __init__(self, code: str) -> None:
        super().__init__(code, _SENTENCES[code])


@dataclass(frozen=True, slots=True)
class IbanDetails:
    """An accepted IBAN, compact and in capitals, with what the bank registry knows of it."""

    iban: str
    bic: str | None
    bank_name: str | None
    country: str
    last_four: str


def parse_iban(text: str) -> IbanDetails:
    """The details of the IBAN typed as `text` (spaces, dots, hyphens and small letters are fine).

    Raises IbanRefused for anything that is not an IBAN of the SEPA zone with right checksum and national key.
    """
    iban = checked_iban(_SEPARATORS.sub("", text))
    bic = iban.bic
    return IbanDetails(
        iban=iban.compact,
        bic=str(bic) if bic else None,
        bank_name=iban.bank_name or None,
        country=iban.country_code,
        last_four=iban.compact[-4:],
    )


def checked_iban(compact: str) -> IBAN:
    """The IBAN written without separators as `compact`; raises IbanRefused. No look-up of the bank."""
    if not compact:
        raise IbanRefused("iban-missing")
    if len(compact) > LONGEST or not _ALPHANUMERIC.fullmatch(compact):
        raise IbanRefused("iban-malformed")
    try:
        iban = IBAN(compact, validate_bban=True)
    except InvalidLength as error:
        raise IbanRefused("iban-length") from error
    except InvalidChecksumDigits as error:
        raise IbanRefused("iban-checksum") from error
    except InvalidBBANChecksum as error:
        raise IbanRefused("iban-key") from error
    except SchwiftyException as error:
        raise IbanRefused("iban-malformed") from error
    if iban.country_code not in SEPA_COUNTRIES:
        raise IbanRefused("iban-not-sepa")
    return iban


def masked(iban: str) -> str:
    """The IBAN as anyone may see it: the country and the last four characters, `FR** **** 0189`."""
    compact = _SEPARATORS.sub("", iban)
    return f"{compact[:2]}** **** {compact[-4:]}" if len(compact) > 8 else "****"


def formatted_iban(iban: str) -> str:
    """The IBAN in groups of four, as banks print it: for comparing it aloud or by eye."""
    compact = _SEPARATORS.sub("", iban)
    return " ".join(compact[start : start + 4] for start in range(0, len(compact), 4))
