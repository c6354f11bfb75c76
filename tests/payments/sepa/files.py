"""Payment files for tests: a sound one to spoil, and random ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from payments.sepa.message import CreditTransfer, Debtor, PaymentFile, PostalAddress
from payments.sepa.preparation import prepared_transfer
from tests.payments.accounts import CREDITOR_IBAN, DEBTOR_IBAN, SWISS_IBAN, french_iban

APPROVED_AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ADDRESS = PostalAddress(town="Lyon", country="FR", street="Rue de la Paix", building_number="4 bis", postcode="69001")
DEBTOR = Debtor(name="Repair Fund", iban=DEBTOR_IBAN, bic="AGRIFRPP", siren="732829320", address=ADDRESS)


def transfer(number: int = 1, **changes: Any) -> CreditTransfer:
    sound = CreditTransfer(
        end_to_end_id=f"PI-{number:06d}",
        amount=Decimal("25.00"),
        creditor_name="Atelier Durand SARL",
        iban=CREDITOR_IBAN,
        bic=None,
        remittance="LOT 2026-11-24 1 BONUS",
        address=None,
    )
    return replace(sound, **changes)


def payment_file(*transfers: CreditTransfer, **changes: Any) -> PaymentFile:
    sound = PaymentFile(
        message_id="LOT-2026-000001",
        created_at=APPROVED_AT,
        execution_on=date(2026, 11, 25),
        debtor=DEBTOR,
        transfers=transfers or (transfer(),),
    )
    return replace(sound, **changes)


_WORDS = st.text(min_size=1, max_size=200).map(lambda text: f"A{text}")  # a letter first: a name must have one
_IBANS = st.integers(0, 99_999_999_999).map(french_iban) | st.sampled_from(
    [SWISS_IBAN, "DE89370400440532013000", "BE68539007547034", "LT121000011101001000"]
)
_BICS = st.sampled_from([None, "AGRIFRPP", "BNPAFRPPXXX"])
_ADDRESSES = st.builds(
    PostalAddress,
    town=_WORDS,
    country=st.sampled_from(["FR", "BE", "CH"]),
    street=st.text(max_size=90),
    building_number=st.text(max_size=20),
    postcode=st.text(max_size=20),
    lines=st.lists(st.text(max_size=90), max_size=4).map(tuple),
)


@st.composite
def payment_files(draw: st.DrawFn) -> PaymentFile:
    """Files made of any words a person may have typed, put into the bank's characters as the product does."""
    count = draw(st.integers(1, 6))
    transfers = [
        prepared_transfer(
            CreditTransfer(
                end_to_end_id=f"PI-{number}",
                amount=Decimal(draw(st.integers(1, 99_999_999_999))).scaleb(-2),
                creditor_name=draw(_WORDS),
                iban=draw(_IBANS),
                bic=draw(_BICS),
                remittance=draw(_WORDS),
                address=draw(st.none() | _ADDRESSES),
            )
        )
        for number in range(count)
    ]
    return PaymentFile(
        message_id=f"LOT-{draw(st.integers(1, 10**12))}",
        created_at=APPROVED_AT,
        execution_on=APPROVED_AT.date() + timedelta(days=draw(st.integers(0, 30))),
        debtor=DEBTOR,
        transfers=transfers,
        batch_booking=draw(st.booleans()),
    )
