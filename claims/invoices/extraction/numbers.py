"""The number of the invoice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.invoices.extraction.layout import Row, below
from claims.invoices.extraction.numerals import amounts_in, dates_in
from claims.invoices.reading import Box, FieldName, ReadField

_MARK = r"(?:N[°O0]?\.?|NUMERO|NUM\.?|REF(?:ERENCE)?\.?|#)"
# The first letter of a title is the one that OCR bends most.
_DOCUMENT = (
    r"(?:[FEP]ACTUR[EF]|FACT\.?|INVOICE|TICKET|DEVIS|AVOIR|BON DE [A-Z]+|ORDRE DE [A-Z]+|"
    r"BORDEREAU|PROFORMA|PIECE|DOCUMENT|RECU)"
)
_LABELS = (
    (3, re.compile(rf"(?<![A-Z]){_MARK} ?(?:DE )?(?:LA )?{_DOCUMENT}(?: {_MARK})?(?![A-Z])")),
    (3, re.compile(rf"(?<![A-Z]){_DOCUMENT} ?(?:DE REPARATION )?{_MARK}(?![A-Z])")),
    (2, re.compile(rf"(?<![A-Z]){_DOCUMENT}(?![A-Z])")),
    (1, re.compile(rf"(?<![A-Z]){_MARK}(?![A-Z])")),
)
# What a bare «N°» may belong to instead.
_FOREIGN = re.compile(r"SERIE|TVA|CLIENT|COMMANDE|SIRET|SIREN|RCS|IMEI|TEL|COMPTE|DOSSIER|CONTRAT|LOT|AGREMENT|ARTICLE")
_VALUE = re.compile(r"(?: ?[:.#°-]){0,3} ?([A-Z0-9@][A-Z0-9@/_.-]{1,24})")


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number that a label announces as that of the document; a higher rank is a clearer label."""

    text: str
    rank: int
    confidence: float
    box: Box | None


def printed_numbers(rows: Sequence[Row]) -> list[PrintedNumber]:
    """Every candidate, the clearest label first, the first on the page of equals."""
    found = [number for at in range(len(rows)) for number in _numbers(rows, at)]
    return sorted(found, key=lambda number: -number.rank)


def number_fields(rows: Sequence[Row]) -> dict[FieldName, ReadField]:
    """The number of the invoice as printed."""
    found = printed_numbers(rows)
    if not found:
        return {}
    best = found[0]
    confidence = round(best.confidence * (0.7, 0.7, 0.9, 0.95)[best.rank], 3)
    return {FieldName.NUMBER: ReadField(best.text.replace("@", "0"), best.text, confidence, best.box)}


def _numbers(rows: Sequence[Row], at: int) -> Iterator[PrintedNumber]:
    row = rows[at]
    seen: list[tuple[int, int]] = []
    for rank, pattern in _LABELS:
        for label in pattern.finditer(row.folded):
            if any(label.start() < end and label.end() > start for start, end in seen):
                continue
            if rank == 1 and _FOREIGN.search(row.folded[label.end() : label.end() + 14].split("  ")[0]):
                continue
            seen.append(label.span())
            yield from _after(rows, at, label.end(), rank, row.box_between(*label.span()))


def _after(rows: Sequence[Row], at: int, end: int, rank: int, box: Box | None) -> Iterator[PrintedNumber]:
    row = rows[at]
    value = _VALUE.match(row.folded, end)
    if value and _is_number(value[1], row, value.span(1)):
        text = row.text[value.start(1) : value.end(1)].rstrip(".-_/")
        yield PrintedNumber(text, rank, row.confidence_between(*value.span(1)), row.box_between(*value.span(1)))
        return
    if row.folded[end:].split("  ")[0].strip(" :.#°-"):
        return
    for cell in below(rows, at, box) if box is not None else ():
        word = cell.words[0]
        cell_row = next(other for other in rows[at + 1 :] if cell in other.cells)
        span = (cell.start, cell.start + len(word.text))
        if _VALUE.fullmatch(cell_row.folded[slice(*span)]) and _is_number(word.text, cell_row, span):
            yield PrintedNumber(word.text.rstrip(".-_/"), rank, word.confidence, word.box)
            return


def _is_number(text: str, row: Row, span: tuple[int, int]) -> bool:
    """A digit in it, and neither a day nor an amount."""
    if not any(sign.isdigit() or sign == "@" for sign in text) or len(text) < 2:
        return False
    others = [(day.start, day.end) for day in dates_in(row)] + [(sum_.start, sum_.end) for sum_ in amounts_in(row)]
    return all(span[1] <= start or span[0] >= end for start, end in others)
