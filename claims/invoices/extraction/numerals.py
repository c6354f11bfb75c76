"""Amounts and dates as French invoices print them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.invoices.extraction.folding import as_digits
from claims.invoices.extraction.layout import Row

_MONTHS = {
    "JANVIER": 1,
    "JANV": 1,
    "JAN": 1,
    "FEVRIER": 2,
    "FEVR": 2,
    "FEV": 2,
    "MARS": 3,
    "AVRIL": 4,
    "AVR": 4,
    "MAI": 5,
    "JUIN": 6,
    "JUILLET": 7,
    "JUIL": 7,
    "AOUT": 8,
    "SEPTEMBRE": 9,
    "SEPT": 9,
    "OCTOBRE": 10,
    "OCT": 10,
    "NOVEMBRE": 11,
    "NOV": 11,
    "DECEMBRE": 12,
    "DEC": 12,
}
# Thousands are parted by one space or a dot; two spaces part cells, so columns never run together.
_AMOUNT = re.compile(
    r"(?<![\d.,/°])(?P<sign>-\s{0,2})?(?:(?:€|EUR)\s?)?(?P<sign2>-\s?)?"
    r"(?P<whole>\d{1,3}(?:[ .']\d{3})+|\d{1,6})(?:\s?[.,]\s?(?P<cents>\d{2})|\s?€\s?(?P<cents2>\d{2}))"
    r"(?![\d]|[.,/-]\d|\s?%)"
)
_ROUND_AMOUNT = re.compile(
    r"(?<![\d.,/°])(?P<sign>-\s{0,2})?(?:(?P<before>€|EUR)\s?)?"
    r"(?P<whole>\d{1,3}(?: \d{3})+|\d{1,6})\s?(?P<after>€|EUROS?|EUR)?"
    r"(?![\d.,/%A-Z-]|\s?%)"
)
_NUMERIC_DATE = re.compile(r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d]|[./-]\d)")
_ISO_DATE = re.compile(r"(?<![\d./-])(\d{4})-(\d{2})-(\d{2})(?![\d]|-\d)")
_WRITTEN_DATE = re.compile(r"(?<![\dA-Z])(\d{1,2})\s?(?:ER)?\s+([A-Z]{3,9})\.?\s+(\d{4}|\d{2})(?!\d)")
_FIGURE = re.compile(r"[0-9OQD@ILSBZGA|]+")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money in euros as it stands in a row; `value` is never negative, `negative` tells the sign."""

    value: Decimal
    negative: bool
    start: int
    end: int
    row: Row

    @property
    def text(self) -> str:
        """The amount as printed."""
        return self.row.text[self.start : self.end].strip()


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A day as it stands in a row."""

    value: date
    start: int
    end: int
    row: Row

    @property
    def text(self) -> str:
        """The date as printed."""
        return self.row.text[self.start : self.end]


def amounts_in(row: Row) -> list[Amount]:
    """The amounts of a row from left to right: with cents, or round ones that bear the sign of the euro."""
    text = _figures_mended(row.folded)
    found = []
    taken: list[tuple[int, int]] = [(at.start, at.end) for at in dates_in(row)]
    for match in _AMOUNT.finditer(text):
        if _free(match.span(), taken):
            taken.append(match.span())
            cents = match["cents"] or match["cents2"]
            found.append(_amount(match, cents, row, negative=bool(match["sign"] or match["sign2"])))
    found += [
        _amount(match, "00", row, negative=bool(match["sign"]))
        for match in _ROUND_AMOUNT.finditer(text)
        if (match["before"] or match["after"]) and _free(match.span(), taken)
    ]
    return sorted(found, key=lambda amount: amount.start)


def dates_in(row: Row) -> list[PrintedDate]:
    """The days of a row; day before month always, two-digit years are of this century."""
    text = _figures_mended(row.folded)
    return sorted(_dates(text, row), key=lambda day: day.start)


def _dates(text: str, row: Row) -> Iterator[PrintedDate]:
    for match in _ISO_DATE.finditer(text):
        yield from _printed(match, int(match[1]), int(match[2]), int(match[3]), row)
    for match in _NUMERIC_DATE.finditer(text):
        yield from _printed(match, int(match[4]), int(match[3]), int(match[1]), row)
    for match in _WRITTEN_DATE.finditer(text):
        # The folded row keeps the letters that mending took for digits.
        month = _MONTHS.get(row.folded[match.start(2) : match.end(2)])
        if month:
            yield from _printed(match, int(match[3]), month, int(match[1]), row)


def _printed(match: re.Match[str], year: int, month: int, day: int, row: Row) -> Iterator[PrintedDate]:
    try:
        value = date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return
    yield PrintedDate(value, match.start(), match.end(), row)


def _amount(match: re.Match[str], cents: str, row: Row, *, negative: bool) -> Amount:
    whole = re.sub(r"\D", "", match["whole"])
    return Amount(Decimal(f"{whole}.{cents}"), negative, match.start(), match.end(), row)


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return all(span[1] <= start or span[0] >= end for start, end in taken)


def _figures_mended(text: str) -> str:
    """Look-alike letters become digits, but only inside runs that hold a digit already (O1/O2/2026, @1.50)."""

    def mended(match: re.Match[str]) -> str:
        run = match[0]
        near = text[max(0, match.start() - 1)], text[min(len(text) - 1, match.end())]
        if any(sign.isalpha() for sign in near) or not (any(sign.isdigit() for sign in run) or "@" in run):
            return run
        return as_digits(run)

    return _FIGURE.sub(mended, text)
