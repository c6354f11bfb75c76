"""The check of a written file: valid by the schema, and holding what was meant. One transfer in memory at a time."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _
from lxml import etree

from payments.sepa.breaches import PaymentFileRefused
from payments.sepa.contents import FileContents, Tally
from payments.sepa.pain001 import NAMESPACE

SCHEMA_PATH = Path(__file__).with_name("schemas") / "pain.001.001.09.xsd"

_N = f"{{{NAMESPACE}}}"
_GROUP_HEADER = f"{_N}GrpHdr"
_PAYMENT = f"{_N}PmtInf"
_TRANSFER = f"{_N}CdtTrfTxInf"
_AMOUNT = re.compile(r"[0-9]{1,9}\.[0-9]{2}")


@cache
def schema() -> etree.XMLSchema:
    """The schema of pain.001.001.09, compiled once."""
    return etree.XMLSchema(etree.parse(str(SCHEMA_PATH)))


def contents_of(source: IO[bytes]) -> FileContents:
    """What the file at `source` contains.

    Raises PaymentFileRefused when it is not valid by the schema, when its counts or sums do not agree with its
    transfers, when two transfers have one id, or when an amount is not euros with two places.
    """
    reader = _Reader()
    try:
        for element in _elements(source):
            if element.tag == _TRANSFER:
                reader.read_transfer(element)
            elif element.tag == _PAYMENT:
                reader.read_payment(element)
            else:
                reader.read_group_header(element)
    except etree.XMLSyntaxError as error:
        # The message of the error quotes the file; the log gets the place only.
        raise _not_valid(f"line {error.lineno}") from None
    return reader.contents()


def check_contents(source: IO[bytes], expected: FileContents) -> FileContents:
    """`contents_of` that must be `expected`: raises PaymentFileRefused when anything differs."""
    found = contents_of(source)
    if found != expected:
        names = (name for name in FileContents.__slots__ if getattr(found, name) != getattr(expected, name))
        raise _differs(f"not what was meant: {', '.join(names)}")
    return found


class _Reader:
    """Gathers what the elements say, in the order in which they end."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._ids: set[str] = set()
        self._message_id = ""
        self._totals: list[tuple[str, str]] = []
        self._payments: list[tuple[str, str, str]] = []

    def read_group_header(self, element: etree._Element) -> None:
        self._message_id = _text(element, "MsgId")
        self._totals.append((_text(element, "NbOfTxs"), _text(element, "CtrlSum")))

    def read_transfer(self, element: etree._Element) -> None:
        key = _text(element, "PmtId", "EndToEndId")
        if key in self._ids:
            raise _differs("two transfers have one EndToEndId")
        self._ids.add(key)
        amount = element.find(f"{_N}Amt/{_N}InstdAmt")
        if amount is None or amount.get("Ccy") != "EUR" or not _AMOUNT.fullmatch(amount.text or ""):
            raise _differs("an amount is not euros with two places")
        address = element.find(f"{_N}Cdtr/{_N}PstlAdr")
        self._tally.add(
            int((amount.text or "").replace(".", "")),
            key,
            _text(element, "Cdtr", "Nm"),
            _text(element, "CdtrAcct", "Id", "IBAN"),
            _text(element, "CdtrAgt", "FinInstnId", "BICFI"),
            _text(element, "RmtInf", "Ustrd"),
            *(part for child in (() if address is None else address) for part in (_name(child), child.text or "")),
        )

    def read_payment(self, element: etree._Element) -> None:
        self._totals.append((_text(element, "NbOfTxs"), _text(element, "CtrlSum")))
        self._payments.append(
            (
                _text(element, "PmtInfId"),
                _text(element, "ReqdExctnDt", "Dt"),
                _text(element, "DbtrAcct", "Id", "IBAN"),
            )
        )

    def contents(self) -> FileContents:
        counted = (str(self._tally.count), str(self._tally.total))
        if len(self._payments) != 1 or self._totals != [counted, counted]:
            raise _differs("the count or the sum does not agree with the transfers")
        payment_id, execution_on, debtor_iban = self._payments[0]
        if payment_id != self._message_id:
            raise _differs("MsgId and PmtInfId are not the same")
        return self._tally.contents(
            message_id=self._message_id, execution_on=date.fromisoformat(execution_on), debtor_iban=debtor_iban
        )


def _elements(source: IO[bytes]) -> Iterator[etree._Element]:
    """The elements of interest as they end; each transfer is dropped when the next one has ended."""
    events = etree.iterparse(
        source,
        events=("end",),
        tag=(_GROUP_HEADER, _PAYMENT, _TRANSFER),
        schema=schema(),
        # lxml 6.1: with a schema, resolve_entities=False makes iterparse end silently on a broken or invalid file.
        # "internal" reads nothing from outside, and a file of ours has no document type to declare entities in.
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _event, element in events:
        if element.tag == _GROUP_HEADER and element.getroottree().docinfo.doctype:
            raise _not_valid("a document type is declared")
        yield element
        if element.tag == _TRANSFER:
            previous = element.getprevious()
            parent = element.getparent()
            if parent is not None and previous is not None and previous.tag == _TRANSFER:
                parent.remove(previous)


def _text(element: etree._Element, *path: str) -> str:
    return element.findtext(_path(path)) or ""


@cache
def _path(names: tuple[str, ...]) -> str:
    return "/".join(f"{_N}{name}" for name in names)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _not_valid(detail: str) -> PaymentFileRefused:
    return PaymentFileRefused(
        "file-not-valid",
        _("The payment file is not valid, so it is not offered. Nothing was sent. Tell your technical support."),
        detail=detail,
    )


def _differs(detail: str) -> PaymentFileRefused:
    return PaymentFileRefused(
        "file-differs",
        _("The payment file does not hold the approved transfers, so it is not offered. Nothing was sent."),
        detail=detail,
    )
