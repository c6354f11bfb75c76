"""Who sells and who buys: address blocks, their names, and whether the customer is a business."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.invoices.extraction.folding import folded
from claims.invoices.extraction.identifiers import sirets_in, vat_numbers_in
from claims.invoices.extraction.layout import Cell, Row, around
from claims.invoices.reading import Box, FieldName, ReadField

_POSTCODE = re.compile(r"(?<!\d)\d{5} +[A-Z]")
_SELLER_MARK = re.compile(
    r"S[I1L]RET|S[I1L]REN|(?<![A-Z])RCS(?![A-Z])|N[°O] ?(?:DE )?TVA|TVA ?(?:INTRA|:? ?FR)|CAPITAL|"
    r"(?<![A-Z])TEL(?![A-Z])|\+33|"
    r"(?<!\d)0[1-9](?:[ .]?\d\d){4}(?!\d)|(?<![A-Z])APE(?![A-Z])|(?<![A-Z])NAF(?![A-Z])|EMETTEUR|VENDEUR|@[A-Z]|WWW"
)
_BUYER_LABEL = re.compile(
    r"^(?:CLIENTE?|FACTUREE? A|DESTINATAIRE|ADRESSE DE FACTURATION|ACHETEUR|DOIT|NOM DU CLIENT|COORDONNEES CLIENT)"
    r"(?![A-Z])[ :.]*"
)
_NOT_A_NAME = re.compile(
    r"^(?:FACTURE|DEVIS|EMETTEUR|VENDEUR|DATE|REF|N[°O] |NUMERO|ORDRE|BON |TICKET|ADRESSE|REGLEMENT|TOTAL|"
    r"MONTANT|DESIGNATION)"
    r"|^[\W\d]*$"
)
_CIVILITY = re.compile(r"^(?:M|MR|MME|MLLE|MONSIEUR|MADAME|MADEMOISELLE|M\.? ET MME|M\.? OU MME)\.?(?: |$)")
_FORM = r"SASU|SAS|S\.A\.S|SARL|S\.A\.R\.L|EURL|SNC|SCI|SELARL|SCP|SCOP|SCIC|GIE|GAEC|EARL|EIRL|EI|SA|S\.A"
_FORM_AT_EDGE = re.compile(rf"^(?:{_FORM})\.?[ ,]|[ ,](?:{_FORM})\.?$")
_BUSINESS_WORD = re.compile(
    r"(?<![A-Z])(?:SOCIETE|STE|ETS|ETABLISSEMENTS?|ENTREPRISE|ASSOCIATION|MAIRIE|COMMUNE DE|CABINET|SYNDICAT|"
    r"COPROPRIETE|"
    r"GROUPE|HOLDING|CLINIQUE|HOPITAL|LYCEE|COLLEGE|ECOLE|HOTEL|RESTAURANT|RESTAURATION|AGENCE|BOULANGERIE|PHARMACIE|"
    r"MICRO-ENTREPRISE|AUTO-ENTREPRENEUR|CONSEIL REGIONAL|CONSEIL DEPARTEMENTAL|COMITE|FONDATION)(?![A-Z])"
)
_BLOCK_GAP = 1.5
_SAME_EDGE = 0.025


@dataclass(eq=False)
class Block:
    """Cells under one another with one left edge or one middle."""

    cells: list[Cell] = field(default_factory=list)

    @property
    def folded(self) -> str:
        """The folded cells, one a line."""
        return "\n".join(cell.folded for cell in self.cells)

    @property
    def box(self) -> Box:
        """The rectangle around the block."""
        return around([word for cell in self.cells for word in cell.words])


def blocks_of(rows: Sequence[Row]) -> list[Block]:
    """The blocks of all pages, in the order of their first cells."""
    blocks: list[Block] = []
    for row in rows:
        for cell in row.cells:
            block = next((block for block in reversed(blocks) if _continues(cell, block.cells[-1])), None)
            if block is None:
                block = Block()
                blocks.append(block)
            block.cells.append(cell)
    return blocks


def party_fields(rows: Sequence[Row]) -> tuple[dict[FieldName, ReadField], bool | None]:
    """Seller's and customer's names as printed, and whether the customer is a business (None: no customer found)."""
    blocks = blocks_of(rows)
    fields: dict[FieldName, ReadField] = {}
    seller = _seller_block(blocks)
    seller_cell = _name_cell(seller.cells) if seller else None
    if seller_cell is not None:
        name = _without_form(seller_cell.text)
        fields[FieldName.SELLER_NAME] = _field(name, seller_cell)
    customer = _customer(blocks, seller)
    if customer is None:
        return fields, None
    name, cell, block = customer
    fields[FieldName.CUSTOMER_NAME] = _field(_without_civility(name), cell)
    return fields, is_business(name) or _holds_company_numbers(block, seller, rows)


def is_business(name: str) -> bool:
    """Whether a customer's name as printed is that of a company, an association or a public body."""
    text = folded(name).strip(" ,.:")
    if _FORM_AT_EDGE.search(text):
        return not _CIVILITY.match(text) or bool(re.match(rf"(?:{_FORM}) ", text))
    return bool(_BUSINESS_WORD.search(text)) and not _CIVILITY.match(text)


def _continues(cell: Cell, last: Cell) -> bool:
    if cell.box.page != last.box.page:
        return False
    height = max(last.box.bottom - last.box.top, 0.004)
    if not -0.3 * height < cell.box.top - last.box.bottom < _BLOCK_GAP * height:
        return False
    middle = abs((cell.box.left + cell.box.right) - (last.box.left + last.box.right)) / 2
    return abs(cell.box.left - last.box.left) < _SAME_EDGE or middle < _SAME_EDGE


def _seller_block(blocks: Sequence[Block]) -> Block | None:
    """The first block that bears marks of a seller; its own heading may stand above it in larger letters."""
    marked = [block for block in blocks if _SELLER_MARK.search(block.folded) and not _BUYER_LABEL.match(block.folded)]
    if marked:
        return next((block for block in marked if _name_cell(block.cells) is not None), None)
    return next((block for block in blocks if _POSTCODE.search(block.folded)), None)


def _customer(blocks: Sequence[Block], seller: Block | None) -> tuple[str, Cell, Block] | None:
    for block in blocks:
        for at, cell in enumerate(block.cells):
            label = _BUYER_LABEL.match(cell.folded)
            if not label:
                continue
            rest = cell.text[label.end() :].strip()
            if rest and not _NOT_A_NAME.search(cell.folded[label.end() :].strip()):
                return rest, cell, block
            under = _name_cell(block.cells[at + 1 :])
            if under is not None:
                return under.text, under, Block(block.cells[at:])
    # A company's address may bear its own numbers; one without is the likelier customer.
    others = [block for block in blocks if block is not seller and _POSTCODE.search(block.folded)]
    for block in sorted(others, key=lambda block: bool(_SELLER_MARK.search(block.folded))):
        found = _name_cell(block.cells)
        if found is not None and not _POSTCODE.search(found.folded):
            return found.text, found, block
    return None


def _name_cell(cells: Sequence[Cell]) -> Cell | None:
    return next((cell for cell in cells[:3] if _is_name(cell)), None)


def _is_name(cell: Cell) -> bool:
    text = cell.folded.strip()
    letters = sum(sign.isalpha() for sign in _CIVILITY.sub("", text))
    starts_like_one = letters >= 3 and cell.text.strip()[0].isupper()
    return starts_like_one and not _NOT_A_NAME.search(text) and not _SELLER_MARK.search(text)


def _holds_company_numbers(block: Block, seller: Block | None, rows: Sequence[Row]) -> bool:
    """A SIRET or VAT number inside the customer's own block."""
    if block is seller:
        return False
    box = block.box
    return any(
        printed.box is not None
        and printed.box.page == box.page
        and box.top <= printed.box.top <= box.bottom
        and box.left <= printed.box.left <= box.right
        for printed in (*sirets_in(rows), *vat_numbers_in(rows))
    )


def _without_form(name: str) -> str:
    return re.sub(rf"(?:^(?:{_FORM}) |[ ,]+(?:{_FORM}|El|E1)\.?$)", "", name.strip(" ,")).strip(" ,")


def _without_civility(name: str) -> str:
    return re.sub(r"(?i)^(?:m\.?|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle) +", "", name.strip())


def _field(name: str, cell: Cell) -> ReadField:
    confidence = min(word.confidence for word in cell.words) * 0.8
    return ReadField(name, cell.text, round(confidence, 3), cell.box)
