"""What can be wrong with a file of transfers, in codes for machines and sentences for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import OpenPoint, Refused


class BreachCode(StrEnum):
    """Stable codes of the rules."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    CHARACTERS = "characters"
    SLASH = "slash"
    OUTER_SPACE = "outer-space"
    NO_LETTER = "no-letter"
    ID_PLACEHOLDER = "id-placeholder"
    ID_DUPLICATE = "id-duplicate"
    AMOUNT_CENTS = "amount-cents"
    AMOUNT_RANGE = "amount-range"
    IBAN_WRONG = "iban-wrong"
    BIC_WRONG = "bic-wrong"
    SIREN_WRONG = "siren-wrong"
    ADDRESS_INCOMPLETE = "address-incomplete"
    ADDRESS_COUNTRY = "address-country"
    ADDRESS_LINES = "address-lines"
    DEBTOR_ADDRESS_NEEDED = "debtor-address-needed"
    EXECUTION_TOO_EARLY = "execution-too-early"
    NO_TRANSFER = "no-transfer"


_FIELDS: dict[str, str | Promise] = {
    "": "",
    "message_id": _("Batch number"),
    "execution_on": _("Execution date"),
    "debtor.name": _("Name of the paying organisation"),
    "debtor.iban": _("IBAN of the paying account"),
    "debtor.bic": _("BIC of the paying bank"),
    "debtor.siren": _("SIREN of the paying organisation"),
    "debtor.address": _("Address of the paying organisation"),
    "end_to_end_id": _("Transfer number"),
    "amount": _("Amount"),
    "creditor_name": _("Account holder"),
    "iban": _("IBAN"),
    "bic": _("BIC"),
    "remittance": _("Text for the statement"),
    "address": _("Address of the account holder"),
    "transfers": _("Transfers"),
}

_SENTENCES: dict[BreachCode, Promise] = {
    BreachCode.MISSING: _("%(field)s: this is empty and banks need it. Fill it in."),
    BreachCode.TOO_LONG: _("%(field)s: banks take at most %(limit)s characters. Shorten it."),
    BreachCode.CHARACTERS: _(
        "%(field)s: banks take letters without accents, digits, spaces and / - ? : ( ) . , ' + only. Replace others."
    ),
    BreachCode.SLASH: _("%(field)s: a slash may not stand first, last or twice in a row. Remove it."),
    BreachCode.OUTER_SPACE: _("%(field)s: remove the spaces at the beginning and the end."),
    BreachCode.NO_LETTER: _("%(field)s: this has neither a letter nor a digit. Write it in Latin letters."),
    BreachCode.ID_PLACEHOLDER: _("%(field)s: NOTPROVIDED is not a number we could find in the bank's answers."),
    BreachCode.ID_DUPLICATE: _("%(field)s: two transfers of this file have the same number. Remove one."),
    BreachCode.AMOUNT_CENTS: _("%(field)s: this is not a whole number of cents. Correct the amount."),
    BreachCode.AMOUNT_RANGE: _("%(field)s: a SEPA transfer is between 0.01 and 999,999,999.99 euros."),
    BreachCode.IBAN_WRONG: _("%(field)s: %(reason)s"),
    BreachCode.BIC_WRONG: _(
        "%(field)s: a BIC has 8 or 11 characters, for instance AGRIFRPP. Correct it or leave it out."
    ),
    BreachCode.SIREN_WRONG: _("%(field)s: a SIREN has 9 digits, the last one being a check digit. Correct it."),
    BreachCode.ADDRESS_INCOMPLETE: _("%(field)s: banks need the town and the country. Complete it or leave it out."),
    BreachCode.ADDRESS_COUNTRY: _("%(field)s: the country is a code of two capital letters, for instance FR."),
    BreachCode.ADDRESS_LINES: _("%(field)s: at most two free lines may stand beside the town and the country."),
    BreachCode.DEBTOR_ADDRESS_NEEDED: _(
        "%(field)s: a transfer outside the European Economic Area needs it. Complete it in the settings."
    ),
    BreachCode.EXECUTION_TOO_EARLY: _("%(field)s: this day was over when the batch was approved. Choose a later one."),
    BreachCode.NO_TRANSFER: _("%(field)s: there is none in this file. Add claims to the batch."),
}


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken: at which field, in which transfer (None for the file as a whole)."""

    code: BreachCode
    field: str
    transfer_id: str | None = None
    limit: int = 0
    reason: str | Promise = ""

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the active language."""
        return str(_SENTENCES[self.code]) % {
            "field": _FIELDS[self.field],
            "limit": self.limit,
            "reason": self.reason,
        }


class PaymentFileRefused(Refused):
    """The file is not offered to anyone: it breaks `breaches`, or what was written is not what was asked (no breach).

    `detail` is for the log: the technical reason, without names, accounts or amounts.
    """

    def __init__(self, code: str, message: str | Promise, *, breaches: Iterable[Breach] = (), detail: str = "") -> None:
        self.breaches = tuple(breaches)
        self.detail = detail
        super().__init__(
            code,
            message,
            [
                OpenPoint(
                    breach.code,
                    f"{breach.transfer_id}.{breach.field}" if breach.transfer_id else breach.field,
                    breach.sentence,
                )
                for breach in self.breaches
            ],
        )
