"""What a file of credit transfers says, as plain values: one debtor account, one execution date, many transfers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """A structured address, or a hybrid one when it has free `lines` as well (at most two).

    `country` is the ISO 3166 code. Town and country are always needed: a purely free address has been refused by
    banks since 15 November 2026.
    """

    town: str
    country: str
    street: str = ""
    building_number: str = ""
    postcode: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Debtor:
    """The organisation that pays and its account. `siren` is written as the initiating party's identifier."""

    name: str
    iban: str
    bic: str | None
    siren: str
    address: PostalAddress | None = None


@dataclass(frozen=True, slots=True)
class CreditTransfer:
    """One payment to one creditor.

    `end_to_end_id` is the permanent id of the payment instruction, never that of the batch: the bank's answers carry
    it. `amount` is in euros. `creditor_name` is the legal name of the account's holder, which banks verify.
    `iban` is compact and in capitals; `bic` may be left out. `remittance` is what the creditor reads on the statement.
    """

    end_to_end_id: str
    amount: Decimal
    creditor_name: str
    iban: str
    bic: str | None
    remittance: str
    address: PostalAddress | None = None


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """All that one file is made of: equal values give equal bytes.

    `message_id` is the permanent id of the batch, so that the bank refuses a second copy. `created_at` is frozen when
    the batch is approved (aware). `transfers` are written in the order given and read once, so they may come from
    a database cursor. `batch_booking` asks for one debit of the whole sum on the statement.
    """

    message_id: str
    created_at: datetime
    execution_on: date
    debtor: Debtor
    transfers: Iterable[CreditTransfer]
    batch_booking: bool = True

    def __post_init__(self) -> None:
        if self.created_at.tzinfo is None:
            raise ValueError("created_at must be aware")
