"""The rules of EPC and CFONB that an XSD cannot say.

Sources: EPC SCT customer-to-bank implementation guidelines (EPC132-08), EPC best practices for characters (EPC217-08),
EPC guidance on structured addresses v2.1 (in force since 15 November 2026). A file that the schema accepts may still
hold a wrong IBAN, the same transfer twice or an address that banks have stopped taking.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

from core.identifiers import is_siren
from payments.iban import EEA_COUNTRIES, IbanRefused, checked_iban
from payments.sepa.breaches import Breach, BreachCode
from payments.sepa.charset import has_misplaced_slash, is_sepa_text
from payments.sepa.message import CreditTransfer, PaymentFile, PostalAddress

ID_LENGTH = 35
NAME_LENGTH = 70
REMITTANCE_LENGTH = 140
ADDRESS_LINE_LENGTH = 70
ADDRESS_LINES = 2
SMALLEST_AMOUNT = Decimal("0.01")
LARGEST_AMOUNT = Decimal("999999999.99")
BANK_TIME = ZoneInfo("Europe/Paris")

_BIC = re.compile(r"[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
_COUNTRY = re.compile(r"[A-Z]{2}")
_LETTER_OR_DIGIT = re.compile(r"[A-Za-z0-9]")
_SIREN = re.compile(r"[0-9]{9}")
ADDRESS_LIMITS = {"street": 70, "building_number": 16, "postcode": 16, "town": 35}


@dataclass(slots=True)
class FileRules:
    """The rules applied to one file as it passes: header, each transfer, end. Remembers the ids it has seen."""

    file: PaymentFile
    _seen_ids: set[str] = field(default_factory=set)

    def breaches_of_header(self) -> Iterator[Breach]:
        """What is wrong with the batch number, the date and the debtor."""
        debtor = self.file.debtor
        yield from _text_breaches("message_id", self.file.message_id, ID_LENGTH)
        if self.file.execution_on < self.file.created_at.astimezone(BANK_TIME).date():
            yield Breach(BreachCode.EXECUTION_TOO_EARLY, "execution_on")
        yield from _name_breaches("debtor.name", debtor.name)
        yield from _iban_breaches("debtor.iban", debtor.iban)
        yield from _bic_breaches("debtor.bic", debtor.bic)
        if not _SIREN.fullmatch(debtor.siren) or not is_siren(debtor.siren):
            yield Breach(BreachCode.SIREN_WRONG, "debtor.siren")
        yield from _address_breaches("debtor.address", debtor.address)

    def breaches_of_transfer(self, transfer: CreditTransfer) -> Iterator[Breach]:
        """What is wrong with this transfer, alone and beside those before it."""
        key = transfer.end_to_end_id
        yield from _text_breaches("end_to_end_id", key, ID_LENGTH, key)
        if key.upper() == "NOTPROVIDED":
            yield Breach(BreachCode.ID_PLACEHOLDER, "end_to_end_id", key)
        if key in self._seen_ids:
            yield Breach(BreachCode.ID_DUPLICATE, "end_to_end_id", key)
        self._seen_ids.add(key)
        yield from _amount_breaches(transfer.amount, key)
        yield from _name_breaches("creditor_name", transfer.creditor_name, key)
        yield from _iban_breaches("iban", transfer.iban, key)
        yield from _bic_breaches("bic", transfer.bic, key)
        yield from _text_breaches("remittance", transfer.remittance, REMITTANCE_LENGTH, key)
        yield from _address_breaches("address", transfer.address, key)
        # Regulation (EU) 2015/847, articles 4 to 6: the payer's address travels with a transfer that leaves the EEA.
        if self.file.debtor.address is None and transfer.iban[:2] not in EEA_COUNTRIES:
            yield Breach(BreachCode.DEBTOR_ADDRESS_NEEDED, "debtor.address", key)

    def breaches_of_end(self) -> Iterator[Breach]:
        """What is wrong once every transfer has passed."""
        if not self._seen_ids:
            yield Breach(BreachCode.NO_TRANSFER, "transfers")


def breaches_of(file: PaymentFile) -> Iterator[Breach]:
    """Every breach of the file, header first, then in the order of the transfers. Reads the transfers once."""
    rules = FileRules(file)
    yield from rules.breaches_of_header()
    for transfer in file.transfers:
        yield from rules.breaches_of_transfer(transfer)
    yield from rules.breaches_of_end()


def _text_breaches(name: str, text: str, limit: int, key: str | None = None) -> Iterable[Breach]:
    if not text.strip():
        return (Breach(BreachCode.MISSING, name, key),)
    breaches = []
    if len(text) > limit:
        breaches.append(Breach(BreachCode.TOO_LONG, name, key, limit=limit))
    if not is_sepa_text(text):
        breaches.append(Breach(BreachCode.CHARACTERS, name, key))
    if "/" in text and has_misplaced_slash(text):
        breaches.append(Breach(BreachCode.SLASH, name, key))
    if text[0] == " " or text[-1] == " ":
        breaches.append(Breach(BreachCode.OUTER_SPACE, name, key))
    return breaches


def _name_breaches(name: str, text: str, key: str | None = None) -> Iterator[Breach]:
    yield from _text_breaches(name, text, NAME_LENGTH, key)
    if text.strip() and not _LETTER_OR_DIGIT.search(text):
        yield Breach(BreachCode.NO_LETTER, name, key)


def _amount_breaches(amount: Decimal, key: str) -> Iterator[Breach]:
    # isinstance: a float that slipped past the types has lost its cents already.
    if not isinstance(amount, Decimal) or not amount.is_finite():
        yield Breach(BreachCode.AMOUNT_CENTS, "amount", key)
        return
    if not SMALLEST_AMOUNT <= amount <= LARGEST_AMOUNT:
        yield Breach(BreachCode.AMOUNT_RANGE, "amount", key)
    elif amount * 100 % 1:
        yield Breach(BreachCode.AMOUNT_CENTS, "amount", key)


def _iban_breaches(name: str, iban: str, key: str | None = None) -> Iterable[Breach]:
    try:
        compact = checked_iban(iban).compact
    except IbanRefused as refusal:
        return (Breach(BreachCode.IBAN_WRONG, name, key, reason=refusal.message),)
    if compact != iban:
        return (Breach(BreachCode.IBAN_WRONG, name, key, reason=IbanRefused("iban-malformed").message),)
    return ()


def _bic_breaches(name: str, bic: str | None, key: str | None = None) -> Iterable[Breach]:
    if bic is not None and not _BIC.fullmatch(bic):
        return (Breach(BreachCode.BIC_WRONG, name, key),)
    return ()


def _address_breaches(name: str, address: PostalAddress | None, key: str | None = None) -> Iterator[Breach]:
    if address is None:
        return
    if not address.town.strip() or not address.country.strip():
        yield Breach(BreachCode.ADDRESS_INCOMPLETE, name, key)
    elif not _COUNTRY.fullmatch(address.country):
        yield Breach(BreachCode.ADDRESS_COUNTRY, name, key)
    if len(address.lines) > ADDRESS_LINES:
        yield Breach(BreachCode.ADDRESS_LINES, name, key)
    for part, limit in ADDRESS_LIMITS.items():
        text: str = getattr(address, part)
        if text:
            yield from _text_breaches(name, text, limit, key)
    for line in address.lines:
        yield from _text_breaches(name, line, ADDRESS_LINE_LENGTH, key)
