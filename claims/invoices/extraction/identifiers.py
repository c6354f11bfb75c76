"""Numbers that identify: the seller's SIRET, SIREN and VAT number, the device's IMEI or serial number."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stdnum import luhn
from stdnum.fr import siren as siren_numbers
from stdnum.fr import siret as siret_numbers

from claims.invoices.extraction.folding import as_digits, compact
from claims.invoices.extraction.layout import Row, below
from claims.invoices.reading import Box, FieldName, ReadField

_SIRET_LABEL = re.compile(r"S[I1L]RET|RCS|R\.C\.S|S[I1L]REN")
_VAT = re.compile(r"FR ?([0-9OQ@ILSBZGA]{2}) ?((?:[0-9OQ@ILSBZGA] ?){9})(?![0-9A-Z])")
_DIGIT_RUN = re.compile(r"(?<![0-9A-Z])(?:[0-9OQ@ILSBZGA][ .]?){8,16}[0-9OQ@ILSBZGA](?![0-9A-Z])")
# A SIRET in its two parts, each under its own name.
_SIREN_AND_NIC = re.compile(r"S[I1L]REN[ :]{0,3}(\d{3} ?\d{3} ?\d{3})[ ,/+–-]{1,4}N[I1L]C[ :]{0,3}(\d{5})(?!\d)")
_DEVICE_LABEL = re.compile(
    r"IMEI(?: ?[12](?= ?[:.]))?|(?:N[°O0]?\.? ?|NUMERO )(?:DE )?SERIE|"
    r"(?<![A-Z])S/N|(?<![A-Z])SN(?= ?:)|SERIAL(?: NUMBER)?|N/S"
)
_DEVICE_VALUE = re.compile(r"[ :.#°-]*([A-Z0-9@|][A-Z0-9@|/-]{4,24})")
_IMEI_VALUE = re.compile(r"[ :.#°-]*((?:[0-9OQ@ILSBZGA][ -]?){14}[0-9OQ@ILSBZGA])")
_IMEI_ANYWHERE = re.compile(r"(?<![0-9A-Z])\d{15}(?![0-9A-Z])")


_ONE_LOOK = 0.7


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it stands on the page; `labelled` tells that a label announces it."""

    value: str
    text: str
    labelled: bool
    confidence: float
    box: Box | None


def sirets_in(rows: Sequence[Row]) -> list[Printed]:
    """Every SIRET on the page: 14 digits after a label, or anywhere when the check digit holds."""
    return [
        printed
        for row in rows
        for printed in _company_numbers(row, 14)
        if printed.labelled or siret_numbers.is_valid(printed.value)
    ]


def sirens_in(rows: Sequence[Row]) -> list[Printed]:
    """Every SIREN on the page that a label (RCS, SIREN) announces, with a valid check digit."""
    return [
        printed
        for row in rows
        for printed in _company_numbers(row, 9)
        if printed.labelled and siren_numbers.is_valid(printed.value)
    ]


def vat_numbers_in(rows: Sequence[Row]) -> list[Printed]:
    """Every French VAT number on the page, as FR and 11 digits; the key is not checked."""
    found = []
    for row in rows:
        for match in _VAT.finditer(row.folded):
            digits = as_digits(match[1] + match[2]).replace(" ", "")
            found.append(_printed(f"FR{digits}", row, match.span(), labelled=True))
    return found


def device_numbers_in(rows: Sequence[Row]) -> list[Printed]:
    """Every IMEI or serial number on the page that a label announces; else any 15 digits that pass as an IMEI."""
    found = [printed for at in range(len(rows)) for printed in _device_numbers(rows, at)]
    if found:
        return found
    return [
        _printed(match[0], row, match.span(), labelled=False)
        for row in rows
        for match in _IMEI_ANYWHERE.finditer(row.folded)
        if luhn.is_valid(match[0])
    ]


def identifier_fields(rows: Sequence[Row]) -> dict[FieldName, ReadField]:
    """The seller's and the device's numbers, the first of each that holds its own check before any that does not."""
    fields = {}
    vat_numbers = vat_numbers_in(rows)
    backed = {printed.value[4:] for printed in vat_numbers}
    sirets = sorted(
        sirets_in(rows),
        key=lambda printed: (printed.value[:9] not in backed, not siret_numbers.is_valid(printed.value)),
    )
    for name, found in (
        (FieldName.SIRET, sirets),
        (FieldName.SIREN, sirens_in(rows)),
        (FieldName.VAT_NUMBER, vat_numbers),
        (FieldName.IDENTIFIER, sorted(device_numbers_in(rows), key=_doubtful)),
    ):
        if found:
            fields[name] = _field(name, found[0])
    return fields


def _field(name: FieldName, printed: Printed) -> ReadField:
    sure = name is FieldName.SIRET and siret_numbers.is_valid(printed.value)
    sure = sure or (name is FieldName.IDENTIFIER and _is_imei(printed.value))
    confidence = max(printed.confidence, 0.9) if sure else printed.confidence * 0.9
    if name is FieldName.IDENTIFIER and not sure and printed.confidence < 1.0:
        # OCR is surest of itself when it bends a code into a word: without a check digit one look is not enough.
        confidence = min(confidence, _ONE_LOOK)
    return ReadField(printed.value, printed.text, round(confidence, 3), printed.box)


def _doubtful(printed: Printed) -> bool:
    return len(printed.value) == 15 and printed.value.isdecimal() and not luhn.is_valid(printed.value)


def _is_imei(value: str) -> bool:
    return len(value) == 15 and value.isdecimal() and luhn.is_valid(value)


def _company_numbers(row: Row, length: int) -> Iterator[Printed]:
    label = _SIRET_LABEL.search(row.folded)
    parted = _SIREN_AND_NIC.search(row.folded) if length == 14 else None
    if parted:
        yield _printed(parted[1].replace(" ", "") + parted[2], row, parted.span(), labelled=True)
    for match in _DIGIT_RUN.finditer(row.folded):
        if row.folded[max(0, match.start() - 6) : match.start()].rstrip(" :").endswith(("IMEI", "TEL", "TEL.", "FR")):
            continue
        value = re.sub(r"[ .]", "", as_digits(match[0]))
        labelled = label is not None and label.start() < match.start()
        genuine = sum(sign.isdigit() for sign in match[0])
        if len(value) == length and value.isdecimal() and genuine >= length - 5:
            yield _printed(value, row, match.span(), labelled=labelled)


def _device_numbers(rows: Sequence[Row], at: int) -> Iterator[Printed]:
    row = rows[at]
    for label in _DEVICE_LABEL.finditer(row.folded):
        if label[0].startswith("IMEI"):
            imei = _IMEI_VALUE.match(row.folded, label.end())
            if imei:
                yield _printed(re.sub(r"[ -]", "", as_digits(imei[1])), row, imei.span(1), labelled=True)
                continue
        value = _DEVICE_VALUE.match(row.folded, label.end())
        if value and _is_device_value(row.text[value.start(1) : value.end(1)]):
            yield _printed(compact(value[1].replace("@", "0")), row, value.span(1), labelled=True)
            continue
        if row.folded[label.end() :].strip(" :.-"):
            continue
        yield from _under_or_next(rows, at, row.box_between(*label.span()))


def _under_or_next(rows: Sequence[Row], at: int, box: Box | None) -> Iterator[Printed]:
    """The label ends its row: the value stands under it, or begins the next row as running text does."""
    cells = below(rows, at, box) if box is not None else []
    if at + 1 < len(rows):
        cells = [*cells, rows[at + 1].cells[0]]
    for cell in cells:
        word = cell.words[0]
        if _is_device_value(word.text.strip(".,;:")):
            value = compact(word.text.replace("@", "0"))
            yield Printed(value, word.text.strip(".,;:"), True, word.confidence, word.box)
            return


def _is_device_value(text: str) -> bool:
    """Five signs and more, in capitals and digits, and a digit among them unless it is long."""
    value = compact(text)
    shouted = not any(sign.islower() for sign in text)
    return len(value) >= 5 and shouted and (any(sign.isdigit() for sign in value) or len(value) >= 8)


def _printed(value: str, row: Row, span: tuple[int, int], *, labelled: bool) -> Printed:
    return Printed(
        value=value,
        text=row.text[span[0] : span[1]].strip(),
        labelled=labelled,
        confidence=row.confidence_between(*span),
        box=row.box_between(*span),
    )
