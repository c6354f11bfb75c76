"""What a workbook is made of: sheets with typed columns, and rows that may come from a cursor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.utils.functional import Promise

Row = Sequence[object]
Number = Decimal | int


class Kind(StrEnum):
    """How the values of a column are written and shown.

    TEXT takes anything that has a text; DATE a date; DATETIME a datetime (an aware one is shown in Paris time); AMOUNT
    a Decimal in euros; INTEGER an int; PERCENT a Decimal fraction (0.055 is shown as 5.5 %). None is an empty cell.
    """

    TEXT = "text"
    DATE = "date"
    DATETIME = "datetime"
    AMOUNT = "amount"
    INTEGER = "integer"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, the kind of its values, its width in characters, and whether a sum stands below it."""

    title: str | Promise
    kind: Kind
    width: float = 16
    total: bool = False

    def __post_init__(self) -> None:
        if self.total and self.kind not in (Kind.AMOUNT, Kind.INTEGER):
            raise ValueError(f"a column of kind {self.kind} has no sum")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: title, columns, and rows with one value per column. The rows are read once."""

    title: str | Promise
    columns: Sequence[Column]
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class Properties:
    """The document's properties. `created_at` (aware) is the only time in the file: equal rows give equal bytes."""

    title: str | Promise
    creator: str
    created_at: datetime
    subject: str | Promise = ""
