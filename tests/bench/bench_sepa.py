"""CPU seconds and memory of our payment file against sepaxml's, on the same transfers in the same run.

    PYTHONPATH=.:site python -m tests.bench.bench_sepa [transfers] [repeats]

Ours is everything: rules, writing, schema, re-read, SHA-256. sepaxml's default check stops at a million XML elements.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from payments.sepa.message import CreditTransfer, Debtor, PaymentFile, PostalAddress
from payments.sepa.pain001 import write_pain001
from payments.sepa.validation import contents_of
from payments.sepa.writing import write_checked
from tests.bench.measure import compare
from tests.payments.accounts import DEBTOR_IBAN, french_iban

EXECUTION_ON = date(2026, 11, 25)


def transfers(count: int) -> Iterator[CreditTransfer]:
    for number in range(count):
        yield CreditTransfer(
            end_to_end_id=f"PI-2026-{number:09d}",
            amount=Decimal(1000 + number % 90000).scaleb(-2),
            creditor_name=f"Atelier Durand {number} SARL",
            iban=french_iban(number),
            bic="AGRIFRPP",
            remittance=f"LOT 2026-11-24 12 BONUS REF {number}",
            address=PostalAddress("Lyon", "FR", "Rue de la Paix", str(number % 200), "69001"),
        )


def payment_file(count: int) -> PaymentFile:
    return PaymentFile(
        message_id="LOT-2026-000001",
        created_at=datetime(2026, 11, 24, tzinfo=UTC),
        execution_on=EXECUTION_ON,
        debtor=Debtor("Repair Fund", DEBTOR_IBAN, "AGRIFRPP", "732829320", PostalAddress("Paris", "FR")),
        transfers=transfers(count),
    )


def rows_only(path: str, count: int) -> None:
    for _ in transfers(count):
        pass


def ours_checked(path: str, count: int) -> None:
    write_checked(Path(path), payment_file(count))


def ours_written_only(path: str, count: int) -> None:
    with Path(path).open("wb") as target:
        write_pain001(payment_file(count), target)


def ours_written_and_read(path: str, count: int) -> None:
    with Path(path).open("w+b") as target:
        write_pain001(payment_file(count), target)
        target.seek(0)
        contents_of(target)


def sepaxml(path: str, count: int, *, validate: bool = False) -> None:
    from sepaxml import SepaTransfer

    config = {"name": "Repair Fund", "IBAN": DEBTOR_IBAN, "BIC": "AGRIFRPP", "batch": True, "currency": "EUR"}
    peer = SepaTransfer(config, schema="pain.001.001.09", clean=False)
    for item in transfers(count):
        peer.add_payment(
            {
                "name": item.creditor_name,
                "IBAN": item.iban,
                "BIC": item.bic,
                "amount": int(item.amount * 100),
                "execution_date": EXECUTION_ON,
                "description": item.remittance,
                "endtoend_id": item.end_to_end_id,
                "address": {
                    "street_name": "Rue de la Paix",
                    "building_number": "1",
                    "postcode": "69001",
                    "town": "Lyon",
                    "country": "FR",
                },
            }
        )
    Path(path).write_bytes(BytesIO(peer.export(validate=validate)).getvalue())


def sepaxml_default(path: str, count: int) -> None:
    sepaxml(path, count, validate=True)


WRITERS = {
    "rows only": rows_only,
    "ours, everything": ours_checked,
    "ours, written only": ours_written_only,
    "ours, written and re-read": ours_written_and_read,
    "sepaxml, no check": sepaxml,
    "sepaxml, its default check": sepaxml_default,
}

if __name__ == "__main__":
    compare("tests.bench.bench_sepa", WRITERS, yardstick="ours, everything", count=10_000)
