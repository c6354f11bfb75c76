"""Makes texts comparable: accents, case, typographic signs and the look-alikes that OCR confuses."""

import re
import unicodedata

_SIGNS = {
    **dict.fromkeys("\u00a0\u202f\u2007\u2009\t", " "),
    **dict.fromkeys("−–—‐‑", "-"),
    **dict.fromkeys("’‘`´", "'"),
    "œ": "O",
    "Œ": "O",
    "æ": "A",
    "Æ": "A",
    "º": "°",
    "ß": "S",
}
# Signs that OCR takes for digits and digits for signs, each on the digit of its class.
_DIGITS = str.maketrans("OQD@ILSBZGA|Ø", "0000115826410")
_NOT_ALNUM = re.compile(r"[^A-Z0-9]")


def folded(text: str) -> str:
    """Upper case without accents, with plain spaces, dashes and quotes; sign by sign, so positions stay the same."""
    return "".join(_folded_sign(sign) for sign in text)


def compact(text: str) -> str:
    """Only the letters and digits of a text, folded: how numbers and identifiers are compared exactly."""
    return _NOT_ALNUM.sub("", folded(text))


def look_alike(text: str) -> str:
    """Compact, with O and 0, I and 1, S and 5, B and 8, Z and 2, G and 6, A and 4 as one: for OCR only."""
    return compact(folded(text).replace("@", "0").replace("|", "1")).translate(_DIGITS)


def as_digits(text: str) -> str:
    """The text with look-alike letters turned into digits, sign by sign; other signs stay."""
    return folded(text).translate(_DIGITS)


def _folded_sign(sign: str) -> str:
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.isascii():
        return sign.upper()
    base = unicodedata.normalize("NFD", sign)[0].upper()
    return base if len(base) == 1 else sign
