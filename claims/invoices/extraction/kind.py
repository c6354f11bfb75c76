"""What the document says that it is: its title, not the words in its running text."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from claims.invoices.extraction.layout import Cell, Row
from claims.invoices.reading import DocumentKind

_TITLES: Mapping[DocumentKind, tuple[str, ...]] = {
    DocumentKind.QUOTE: (
        "DEVIS",
        "PROFORMA",
        "FACTURE PROFORMA",
        "FACTURE PRO FORMA",
        "PROPOSITION COMMERCIALE",
        "ESTIMATION",
    ),
    DocumentKind.REPAIR_ORDER: (
        "ORDRE DE REPARATION",
        "BON DE REPARATION",
        "FICHE DE REPARATION",
        "BON DE DEPOT",
        "FICHE DE DEPOT",
        "BON DE PRISE EN CHARGE",
        "FICHE DE PRISE EN CHARGE",
        "BON D'INTERVENTION",
        "RAPPORT D'INTERVENTION",
        "FICHE D'INTERVENTION",
        "ORDRE DE SERVICE",
    ),
    DocumentKind.DELIVERY_NOTE: ("BON DE LIVRAISON", "BORDEREAU DE LIVRAISON", "BON DE COMMANDE", "BON DE RESTITUTION"),
    DocumentKind.CREDIT_NOTE: ("AVOIR", "FACTURE D'AVOIR", "NOTE DE CREDIT"),
    DocumentKind.INVOICE: ("FACTURE", "TICKET DE CAISSE", "INVOICE", "FACTURE ACQUITTEE", "FACTURE SIMPLIFIEE"),
}
# What may follow a title in small letters; anything else is a sentence («Avoir pris connaissance...»).
_OWN_WORD = re.compile(r"(?:REF|N[°O]|NUMERO|DATE)\.? ?(?:DE )?(?:LA )?FACTURE(?![A-Z])")
_EDGES = " *-=:.|_"
_AFTER_TITLE = re.compile(r" *(?:$|N[°O]|NUMERO|REF|[:#.-]|[A-Z]{0,4}\d)")


def kind_of_document(rows: Sequence[Row]) -> DocumentKind:
    """The kind that the most prominent title names: the largest letters, the topmost of equals."""
    best: tuple[float, DocumentKind] | None = None
    for order, row in enumerate(rows):
        for cell in row.cells:
            for kind, letters in _titles(cell):
                prominence = _height(cell) * (1.15 if letters else 1.0) - order * 1e-6
                if best is None or prominence > best[0] * 1.05:
                    best = (prominence, kind)
    if best:
        return best[1]
    # No title was read, but the page speaks of itself as an invoice («réf. facture», «date de facture»).
    return DocumentKind.INVOICE if any(_OWN_WORD.search(row.folded) for row in rows) else DocumentKind.UNKNOWN


def _titles(cell: Cell) -> Iterator[tuple[DocumentKind, bool]]:
    """The kind of a cell that begins with a title; the longest title wins. True when the title is in capitals."""
    text, printed = cell.folded.strip(_EDGES), cell.text.strip(_EDGES)
    found = [(len(title), kind) for kind, titles in _TITLES.items() for title in titles if _begins(text, title)]
    if found:
        length, kind = max(found)
        shouted = printed[:length].isupper()
        if kind is DocumentKind.INVOICE or shouted or _AFTER_TITLE.match(text[length:]):
            yield kind, shouted


def _begins(text: str, title: str) -> bool:
    head = text[: len(title)]
    if len(text) > len(title) and text[len(title)].isalpha():
        return False
    if head == title:
        return True
    return len(title) >= 7 and len(head) == len(title) and Levenshtein.distance(head, title) <= 1


def _height(cell: Cell) -> float:
    return cell.words[0].box.bottom - cell.words[0].box.top
