"""The characters that every SEPA bank accepts, and how other texts are put into them.

Source: EPC217-08 (SEPA conversion table), CFONB: Latin letters without accents, digits, space and / - ? : ( ) . , ' +.
A slash may stand neither first nor last, nor twice in a row.
"""

import re
import unicodedata

_ALLOWED = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")
_SPACES = re.compile(r"\s+")
_SLASHES = re.compile(r"/{2,}")

# Where decomposition alone does not give the letters that a person would write.
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "ß": "ss",
        "ẞ": "SS",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "TH",
        "ı": "i",
        "€": "EUR",
        "&": "+",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "«": "'",
        "»": "'",
        "“": "'",
        "”": "'",
        '"': "'",
        "_": "-",
        "~": "-",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        ";": ",",
        "[": "(",
        "{": "(",
        "]": ")",
        "}": ")",
        "\\": "/",
        "|": "/",
    }
)


def is_sepa_text(text: str) -> bool:
    """True when every character of `text` is one that all SEPA banks accept."""
    return _ALLOWED.fullmatch(text) is not None


def has_misplaced_slash(text: str) -> bool:
    """True for a slash at either end, or two in a row."""
    return text.startswith("/") or text.endswith("/") or "//" in text


def sepa_text(text: str, *, limit: int) -> str:
    """`text` in the SEPA characters, at most `limit` of them: accents dropped, letters spelled out, spaces made single.

    A character with no equivalent becomes a full stop, so that the reader sees that something stood there.
    """
    spelled = unicodedata.normalize("NFKC", text.translate(_LETTERS)).translate(_LETTERS)
    letters = "".join(char for char in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(char))
    plain = "".join(
        " " if char.isspace() else char if _ALLOWED.fullmatch(char) else "."
        for char in letters
        if char.isprintable() or char.isspace()
    )
    return _SLASHES.sub("/", _SPACES.sub(" ", plain)).strip("/ ")[:limit].rstrip("/ ")
