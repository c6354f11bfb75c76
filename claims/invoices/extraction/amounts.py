"""The amounts of an invoice: which figure is the total, the tax, the bonus and what is left to pay.

Labels say what a figure may be; arithmetic decides between the candidates: excl. VAT + VAT = total, and
total - bonus = due.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from claims.invoices.extraction.labels import find_label
from claims.invoices.extraction.layout import Row
from claims.invoices.extraction.numerals import Amount, amounts_in
from claims.invoices.reading import FieldName, ReadField

# In the order in which a row is searched: what comes first takes its words away from the rest.
LABELS: Mapping[FieldName, tuple[str, ...]] = {
    FieldName.AMOUNT_DUE: (
        "RESTE A PAYER",
        "RESTE A CHARGE",
        "RESTE A VOTRE CHARGE",
        "RESTE DU",
        "RESTANT DU",
        "NET A PAYER",
        "NET A REGLER",
        "TOTAL A PAYER",
        "TOTAL A REGLER",
        "MONTANT A PAYER",
        "MONTANT A REGLER",
        "SOLDE A PAYER",
        "SOLDE DU",
        "MONTANT DU",
        "A PAYER",
        "A REGLER",
        "A VOTRE CHARGE",
        "NET CLIENT",
    ),
    FieldName.BONUS: (
        "BONUS REPARATION",
        "FONDS REPARATION",
        "BONUS QUALIREPAR",
        "QUALIREPAR",
        "AIDE A LA REPARATION",
        "AIDE REPARATION",
        "PRIME A LA REPARATION",
        "PRIME REPARATION",
        "SOUTIEN A LA REPARATION",
        "BONUS",
    ),
    FieldName.TOTAL_INCL_VAT: (
        "TOUTES TAXES COMPRISES",
        "TOTAL TTC",
        "MONTANT TTC",
        "TOTAL T.T.C",
        "T.T.C",
        "TTC",
        "TOTAL GENERAL",
    ),
    FieldName.TOTAL_EXCL_VAT: ("TOTAL HORS TAXES", "HORS TAXES", "HORS TAXE", "TOTAL HT", "MONTANT HT", "H.T", "HT"),
    FieldName.VAT_AMOUNT: ("MONTANT TVA", "TOTAL TVA", "MONTANT DE LA TVA", "T.V.A", "TVA"),
}
# A row that gives the seller's VAT number announces no amount of VAT.
_TAX_NUMBER = re.compile(r"INTRACOM|N[°O]\s*(?:DE\s+)?TVA|TVA\s*[:.]?\s*FR")
_PLAIN_TOTAL = ("TOTAL",)
_MOST_CANDIDATES = 5
_NEAR_ROWS = 2.2


@dataclass(frozen=True, slots=True)
class LabelledAmount:
    """A figure and what its label says that it may be; `weight` from 0 to 1 says how closely they stand together."""

    name: FieldName
    amount: Amount
    weight: float


def labelled_amounts(rows: Sequence[Row]) -> list[LabelledAmount]:
    """Every figure that a label announces: on its row, under it as in a table, or on a row beside it without label."""
    spans = [list(_labels_of(row)) for row in rows]
    found = []
    for at, row in enumerate(rows):
        figures = amounts_in(row)
        for order, (name, start, end, plain) in enumerate(spans[at]):
            until = spans[at][order + 1][1] if order + 1 < len(spans[at]) else len(row.text)
            own = [figure for figure in figures if end <= figure.start < until]
            weight = 0.6 if plain else 1.0
            if own:
                found.append(LabelledAmount(name, own[-1], weight))
                continue
            beside = _beside(rows, spans, at, start, end)
            if beside is not None:
                found.append(LabelledAmount(name, beside, weight * 0.8))
    return found


def bonus_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows that name the bonus."""
    return [row for row in rows if any(find_label(row.folded, label) for label in LABELS[FieldName.BONUS])]


def amount_fields(rows: Sequence[Row]) -> dict[FieldName, ReadField]:
    """The amounts, chosen among their candidates so that they agree with each other."""
    candidates: dict[FieldName, list[LabelledAmount | None]] = {name: [] for name in LABELS}
    for labelled in labelled_amounts(rows):
        candidates[labelled.name].append(labelled)
    for name, options in candidates.items():
        # Totals stand below the lines of work: the last ones first.
        candidates[name] = [*options[::-1][:_MOST_CANDIDATES], None]
    best = max(product(*candidates.values()), key=_agreement)
    chosen = dict(zip(candidates, best, strict=True))
    proven = _proven({name: labelled.amount.value for name, labelled in chosen.items() if labelled})
    return {
        name: ReadField(
            value=str(labelled.amount.value),
            text=labelled.amount.text,
            confidence=_confidence(labelled, proven=name in proven),
            box=labelled.amount.row.box_between(labelled.amount.start, labelled.amount.end),
        )
        for name, labelled in chosen.items()
        if labelled
    }


def _labels_of(row: Row) -> Iterator[tuple[FieldName, int, int, bool]]:
    """The labels of a row from left to right, none inside another; the last value marks the bare word for a total."""
    found: list[tuple[FieldName, int, int, bool]] = []
    for name, labels in LABELS.items():
        if name is FieldName.VAT_AMOUNT and _TAX_NUMBER.search(row.folded):
            continue
        for label in labels:
            span = find_label(row.folded, label)
            if span and all(span[1] <= start or span[0] >= end for _, start, end, _ in found):
                found.append((name, *span, False))
                break
    if not found:
        for label in _PLAIN_TOTAL:
            span = find_label(row.folded, label)
            if span:
                found.append((FieldName.TOTAL_INCL_VAT, *span, True))
    yield from _announcing(sorted(found, key=lambda item: item[1]), row)


def _announcing(
    found: Sequence[tuple[FieldName, int, int, bool]], row: Row
) -> Iterator[tuple[FieldName, int, int, bool]]:
    """Neighbouring words are one label and the first in the order of `LABELS` names it: «net à payer TTC»."""
    figures = amounts_in(row)
    order = list(LABELS)
    at = 0
    while at < len(found):
        group = [found[at]]
        while (
            at + 1 < len(found)
            and not any(group[-1][2] <= figure.start < found[at + 1][1] for figure in figures)
            and figures
            and "  " not in row.text[group[-1][2] : found[at + 1][1]]
        ):
            at += 1
            group.append(found[at])
        name, _, _, plain = min(group, key=lambda item: order.index(item[0]))
        yield name, group[0][1], group[-1][2], plain
        at += 1


def _beside(
    rows: Sequence[Row],
    spans: Sequence[Sequence[tuple[FieldName, int, int, bool]]],
    at: int,
    start: int,
    end: int,
) -> Amount | None:
    row = rows[at]
    box = row.box_between(start, end)
    if box is None:
        return None
    options = []
    for other_at in range(max(0, at - 3), min(len(rows), at + 4)):
        other = rows[other_at]
        distance = abs(other.centre - row.centre)
        if other_at == at or other.page is not row.page or distance > _NEAR_ROWS * max(row.height, other.height):
            continue
        if spans[other_at]:
            continue
        for figure in amounts_in(other):
            figure_box = other.box_between(figure.start, figure.end)
            if figure_box is None or figure_box.right <= box.left:
                continue
            under = figure_box.left < box.right
            if under and other_at < at:
                continue
            options.append((distance + (0.0 if other_at > at else 0.0001), figure))
    return min(options, key=lambda option: option[0])[1] if options else None


def _agreement(chosen: Sequence[LabelledAmount | None]) -> float:
    values = {labelled.name: labelled.amount.value for labelled in chosen if labelled}
    weight = sum(labelled.weight for labelled in chosen if labelled)
    signs = sum(
        0.3 for labelled in chosen if labelled and labelled.name is FieldName.BONUS and labelled.amount.negative
    )
    return weight + signs + 4.0 * len(_equations(values)) - (2.0 if _absurd(values) else 0.0)


def _equations(values: Mapping[FieldName, Decimal]) -> list[frozenset[FieldName]]:
    held = []
    total, due = values.get(FieldName.TOTAL_INCL_VAT), values.get(FieldName.AMOUNT_DUE)
    bare, tax = values.get(FieldName.TOTAL_EXCL_VAT), values.get(FieldName.VAT_AMOUNT)
    bonus = values.get(FieldName.BONUS)
    if total is not None and bare is not None and tax is not None and bare + tax == total:
        held.append(frozenset({FieldName.TOTAL_INCL_VAT, FieldName.TOTAL_EXCL_VAT, FieldName.VAT_AMOUNT}))
    if total is not None and due is not None and bonus and total - bonus == due:
        held.append(frozenset({FieldName.TOTAL_INCL_VAT, FieldName.AMOUNT_DUE, FieldName.BONUS}))
    return held


def _proven(values: Mapping[FieldName, Decimal]) -> frozenset[FieldName]:
    return frozenset().union(*_equations(values))


def _absurd(values: Mapping[FieldName, Decimal]) -> bool:
    total = values.get(FieldName.TOTAL_INCL_VAT)
    bare = values.get(FieldName.TOTAL_EXCL_VAT)
    return total is not None and bare is not None and bare > total


def _confidence(labelled: LabelledAmount, *, proven: bool) -> float:
    amount = labelled.amount
    seen = amount.row.confidence_between(amount.start, amount.end)
    return round(max(seen, 0.95) if proven else seen * labelled.weight * 0.9, 3)
