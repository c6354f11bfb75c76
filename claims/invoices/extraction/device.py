"""The appliance: what kind and which brand, where a label or a set phrase names them."""

import re
from collections.abc import Sequence

from claims.invoices.extraction.layout import Row, below
from claims.invoices.reading import FieldName, ReadField

_BRAND = re.compile(r"(?:DE )?MARQUE(?: ?/ ?MODELE)?(?![A-Z])(?: ?: ?| (?! ))?")
_PRODUCT = re.compile(r"(?<![A-Z])(?:APPAREIL|PRODUIT|EQUIPEMENT|MATERIEL|TYPE D'APPAREIL)(?![A-Z])(?: ?: ?| (?! ))?")
_RUNNING = re.compile(r"(?:CONCERNE|OBJET) ?:? ?(?:VOTRE )?(?P<product>[A-Z' /-]+?) DE MARQUE ")
_WORD = re.compile(r"[A-Z0-9][A-Z0-9&+'.-]*")


def device_fields(rows: Sequence[Row]) -> dict[FieldName, ReadField]:
    """Brand and product as printed, as far as the page labels them."""
    fields: dict[FieldName, ReadField] = {}
    for at, row in enumerate(rows):
        running = _RUNNING.search(row.folded)
        if running and FieldName.PRODUCT not in fields:
            fields[FieldName.PRODUCT] = _read(row, running.span("product"))
        label = _BRAND.search(row.folded)
        if label and FieldName.BRAND not in fields:
            word = _WORD.match(row.folded, label.end())
            found = _read(row, word.span()) if word else _under(rows, at, label.span(), first_word=True)
            if found:
                fields[FieldName.BRAND] = found
        label = _PRODUCT.search(row.folded)
        if label and FieldName.PRODUCT not in fields:
            end = re.compile(r"  |$| - ").search(row.folded, label.end())
            stop = end.start() if end else len(row.text)
            found = (
                _read(row, (label.end(), stop))
                if row.text[label.end() : stop].strip(" :")
                else _under(rows, at, label.span(), first_word=False)
            )
            if found:
                fields[FieldName.PRODUCT] = found
    return fields


def _under(rows: Sequence[Row], at: int, span: tuple[int, int], *, first_word: bool) -> ReadField | None:
    box = rows[at].box_between(*span)
    cells = below(rows, at, box) if box is not None else []
    if not cells:
        return None
    text = cells[0].words[0].text if first_word else cells[0].text
    return ReadField(text, text, round(cells[0].words[0].confidence * 0.8, 3), cells[0].box)


def _read(row: Row, span: tuple[int, int]) -> ReadField:
    text = row.text[span[0] : span[1]].strip(" :,")
    return ReadField(text, text, round(row.confidence_between(*span) * 0.8, 3), row.box_between(*span))
