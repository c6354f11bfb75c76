"""A transfer whose texts are ready for the bank: what is shown before approval is what is sent."""

from dataclasses import replace

from payments.sepa.charset import sepa_text
from payments.sepa.message import CreditTransfer, PostalAddress
from payments.sepa.rules import ADDRESS_LIMITS, ADDRESS_LINE_LENGTH, ADDRESS_LINES, NAME_LENGTH, REMITTANCE_LENGTH


def prepared_transfer(transfer: CreditTransfer) -> CreditTransfer:
    """The transfer with holder, statement text and address in SEPA characters and lengths.

    Ids, IBAN, BIC and amount stay as they are: changing one would make it another payment, so the rules refuse them.
    """
    return replace(
        transfer,
        creditor_name=sepa_text(transfer.creditor_name, limit=NAME_LENGTH),
        remittance=sepa_text(transfer.remittance, limit=REMITTANCE_LENGTH),
        address=prepared_address(transfer.address) if transfer.address else None,
    )


def prepared_address(address: PostalAddress) -> PostalAddress:
    """The address in SEPA characters and lengths; the country code stays as it is."""
    lines = (sepa_text(line, limit=ADDRESS_LINE_LENGTH) for line in address.lines)
    return PostalAddress(
        town=sepa_text(address.town, limit=ADDRESS_LIMITS["town"]),
        country=address.country,
        street=sepa_text(address.street, limit=ADDRESS_LIMITS["street"]),
        building_number=sepa_text(address.building_number, limit=ADDRESS_LIMITS["building_number"]),
        postcode=sepa_text(address.postcode, limit=ADDRESS_LIMITS["postcode"]),
        lines=tuple(line for line in lines if line)[:ADDRESS_LINES],
    )
