"""The day on which the invoice was issued, among all the days that it prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.invoices.extraction.labels import find_label
from claims.invoices.extraction.layout import Row, below
from claims.invoices.extraction.numerals import PrintedDate, dates_in
from claims.invoices.reading import FieldName, ReadField

_ISSUE = (
    "DATE DE FACTURATION",
    "DATE DE LA FACTURE",
    "DATE FACTURE",
    "DATE DE FACTURE",
    "DATE D'EMISSION",
    "EMISE LE",
    "EDITEE LE",
    "FACTURE DU",
    "EN DATE DU",
)
_PLAIN = ("DATE", "LE", "DU")
_OTHER = (
    "ECHEANCE",
    "LIVRAISON",
    "ACHAT",
    "INTERVENTION",
    "REPARATION",
    "REPARE LE",
    "DEPOT",
    "DEPOSE",
    "PRISE EN CHARGE",
    "GARANTIE",
    "VALABLE",
    "VALIDITE",
    "A REGLER AVANT",
    "REGLEMENT LE",
    "PAYE LE",
    "COMMANDE",
    "DEVIS DU",
    "NAISSANCE",
)


@dataclass(frozen=True, slots=True)
class LabelledDay:
    """A printed day with what stands before it: 3 it is the day of issue, 2 a date, 1 nothing said, 0 another day."""

    day: PrintedDate
    rank: int


def labelled_days(rows: Sequence[Row]) -> list[LabelledDay]:
    """All printed days, each with its rank, in reading order."""
    found = []
    for at, row in enumerate(rows):
        last = 0
        for day in dates_in(row):
            before = row.folded[last : day.start]
            last = day.end
            rank = _rank(before)
            if rank == 1:
                rank = _rank_above(rows, at, day)
            found.append(LabelledDay(day, rank))
    return found


def day_fields(rows: Sequence[Row]) -> dict[FieldName, ReadField]:
    """The day of issue: the one with the best label, the first of equals."""
    days = [labelled for labelled in labelled_days(rows) if labelled.rank]
    if not days:
        return {}
    best = max(days, key=lambda labelled: labelled.rank)
    day = best.day
    seen = day.row.confidence_between(day.start, day.end)
    return {
        FieldName.ISSUED_ON: ReadField(
            value=day.value.isoformat(),
            text=day.text,
            confidence=round(seen * (0.7, 0.8, 0.95, 1.0)[best.rank], 3),
            box=day.row.box_between(day.start, day.end),
        )
    }


def _rank(before: str) -> int:
    """The rank that the words before a day give it; the nearest words count, those of other cells only if none are."""
    near = before.rstrip(" :.,").split("  ")[-1]
    if any(find_label(near, label) for label in _ISSUE):
        return 3
    if any(find_label(near, label) for label in _OTHER):
        return 0
    return 2 if any(find_label(near, label) for label in _PLAIN) else 1


def _rank_above(rows: Sequence[Row], at: int, day: PrintedDate) -> int:
    """The rank by the label that stands over the day, as in boxes and tables."""
    box = day.row.box_between(day.start, day.end)
    for above in range(at - 1, max(-1, at - 4), -1):
        for cell in rows[above].cells:
            if box is not None and any(
                under.box == box or _holds(under.box.left, under.box.right, box.left)
                for under in below(rows, above, cell.box)
            ):
                rank = _rank(cell.folded)
                if rank != 1 and cell.box.left <= box.right and cell.box.right >= box.left:
                    return rank
    return 1


def _holds(left: float, right: float, edge: float) -> bool:
    return left <= edge <= right
