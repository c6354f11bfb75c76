"""What a file contains, small enough to compare: the writer tells what it meant, the re-read what is there."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.money import euros
from payments.sepa.message import PostalAddress


@dataclass(frozen=True, slots=True)
class FileContents:
    """Header values, number of transfers, their sum in euros, and a fingerprint of every field of every transfer."""

    message_id: str
    execution_on: date
    debtor_iban: str
    count: int
    total: Decimal
    fingerprint: str


class Tally:
    """Adds transfers up in their order without keeping them."""

    def __init__(self) -> None:
        self.count = 0
        self.cents = 0
        self._digest = hashlib.sha256()

    def add(self, cents: int, *fields: str) -> None:
        """Counts one transfer of `cents`, with its other `fields` in a fixed order."""
        self.count += 1
        self.cents += cents
        self._digest.update("\x1f".join((str(cents), *fields, "\x1e")).encode())

    @property
    def total(self) -> Decimal:
        """The sum so far, in euros."""
        return euros(Decimal(self.cents).scaleb(-2))

    def contents(self, *, message_id: str, execution_on: date, debtor_iban: str) -> FileContents:
        """The contents of a file with this header and the transfers added."""
        return FileContents(
            message_id=message_id,
            execution_on=execution_on,
            debtor_iban=debtor_iban,
            count=self.count,
            total=self.total,
            fingerprint=self._digest.hexdigest(),
        )


def address_elements(address: PostalAddress | None) -> Iterable[tuple[str, str]]:
    """The elements of `PstlAdr` in the order of the schema, as pairs of name and text; empty parts left out."""
    if address is None:
        return ()
    named = (
        ("StrtNm", address.street),
        ("BldgNb", address.building_number),
        ("PstCd", address.postcode),
        ("TwnNm", address.town),
        ("Ctry", address.country),
        *(("AdrLine", line) for line in address.lines),
    )
    return tuple((name, text) for name, text in named if text)
