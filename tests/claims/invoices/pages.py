"""Made-up pages: lines of text as words with boxes, set as a printer would; two spaces are a gap."""

import re
from dataclasses import replace

from claims.invoices.cascade import reading_of
from claims.invoices.reading import Box, FieldName, PageText, ReadField, Reading, Source, Word

_SIGN_WIDTH = 0.01
_LINE_STEP = 0.02
_LINE_HEIGHT = 0.012

INVOICE = """\
Atelier du Lac, SARL
12, rue des Lilas
74000 Annecy
SIRET : 732 829 320 00074
N° TVA : FR44732829320
                                            Mme Claire Martin
                                            3, place du Marché
                                            74100 Annemasse
FACTURE N° F-2026-0142                      Date : 12/03/2026
Appareil : Lave-linge BOSCH WAN28 - N° de série : BX7K4420917
Remplacement pompe                          95,00 €
Main d'œuvre                                60,00 €
Total HT                                    155,00 €
TVA 20 %                                    31,00 €
Total TTC                                   186,00 €
Bonus Réparation                            -50,00 €
Net à payer                                 136,00 €
Garantie de trois mois sur la réparation, pièces et main d'œuvre comprises.
"""


def page_of(text: str, *, number: int = 1, source: Source = Source.TEXT, confidence: float = 1.0) -> PageText:
    """A page of these lines, all of one size; empty lines keep their height."""
    words = []
    for at, line in enumerate(text.splitlines()):
        top = 0.03 + at * _LINE_STEP
        for match in re.finditer(r"\S+", line):
            left, right = 0.03 + match.start() * _SIGN_WIDTH, 0.03 + match.end() * _SIGN_WIDTH
            words.append(Word(match[0], Box(number, left, top, right, top + _LINE_HEIGHT), confidence))
    return PageText(number=number, width=1000, height=1000, words=tuple(words), source=source)


def reading_from(*texts: str, source: Source = Source.TEXT, stated: dict[FieldName, str] | None = None) -> Reading:
    """A reading of one page, each text a look at it, extracted as the cascade does."""
    pages = [page_of(text, source=source) for text in texts]
    fields = {name: ReadField(value, value, 1.0) for name, value in (stated or {}).items()}
    return reading_of(fields, [[page] for page in pages])


def with_changes(text: str, *changes: tuple[str, str]) -> str:
    """The text with each first string replaced by the second; every one must be there."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def unreadable(reading: Reading) -> Reading:
    """The reading as if too little had been read."""
    return replace(reading, readable=False)
