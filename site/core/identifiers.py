"""Numbers that others gave: companies (SIREN, SIRET, VAT) and appliances (IMEI, serial number).

Check digits explain, they never repair: a misread SIRET has several valid neighbours (reading.md, section 3).
"""

import re
import unicodedata

from stdnum import imei, luhn
from stdnum.exceptions import ValidationError as NumberInvalid
from stdnum.fr import siren, siret, tva

_NOT_ALPHANUMERIC = re.compile(r"[^A-Z0-9]")
_LOOK_ALIKES = str.maketrans({"O": "0", "Q": "0", "I": "1", "L": "1", "S": "5", "B": "8", "Z": "2", "G": "6"})


def compact(text: str) -> str:
    """Letters and digits only, upper case, accents removed: how identifiers and invoice numbers are compared."""
    plain = unicodedata.normalize("NFKD", text.upper())
    return _NOT_ALPHANUMERIC.sub("", plain)


def fold_look_alikes(text: str) -> str:
    """`compact` with the characters that readers confuse (0/O, 1/I, 5/S, 8/B …) made one; never for storing."""
    return compact(text).translate(_LOOK_ALIKES)


def is_siret(text: str) -> bool:
    """True for 14 digits with right check digits (La Poste's own rule included)."""
    try:
        siret.validate(text)
    except NumberInvalid:
        return False
    return True


def is_siren(text: str) -> bool:
    """True for 9 digits with a right check digit."""
    try:
        siren.validate(text)
    except NumberInvalid:
        return False
    return True


def is_french_vat_number(text: str) -> bool:
    """True for FR + key + SIREN with a right key."""
    try:
        tva.validate(text)
    except NumberInvalid:
        return False
    return True


def is_imei(text: str) -> bool:
    """True for the 15 digits of an IMEI whose Luhn digit is right."""
    digits = compact(text)
    try:
        return len(digits) == 15 and luhn.is_valid(digits) and bool(imei.validate(digits))
    except NumberInvalid:
        return False
