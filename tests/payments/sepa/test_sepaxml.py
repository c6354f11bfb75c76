"""An independent library writes the same batch: both files must say the same of every transfer."""

import random
from decimal import Decimal
from io import BytesIO

from lxml import etree
from sepaxml import SepaTransfer

from payments.sepa.message import CreditTransfer
from payments.sepa.pain001 import write_pain001
from tests.payments.accounts import french_iban
from tests.payments.sepa.files import DEBTOR, payment_file, transfer

PATHS = ("PmtId/EndToEndId", "Amt/InstdAmt", "CdtrAgt/FinInstnId/BICFI", "Cdtr/Nm", "CdtrAcct/Id/IBAN", "RmtInf/Ustrd")


def facts(content: bytes) -> tuple[list[str | None], list[list[str | None]]]:
    tree = etree.fromstring(content)
    prefix = f"{{{etree.QName(tree).namespace}}}"

    def text(element: etree._Element, path: str) -> str | None:
        return element.findtext("/".join(prefix + name for name in path.split("/")))

    payments = list(tree.iter(f"{prefix}PmtInf"))
    assert len(payments) == 1
    header = [
        text(payments[0], path)
        for path in (
            "PmtMtd",
            "NbOfTxs",
            "CtrlSum",
            "PmtTpInf/SvcLvl/Cd",
            "ReqdExctnDt/Dt",
            "DbtrAcct/Id/IBAN",
            "DbtrAgt/FinInstnId/BICFI",
            "ChrgBr",
        )
    ]
    transfers = [[text(item, path) for path in PATHS] for item in tree.iter(f"{prefix}CdtTrfTxInf")]
    return header, transfers


def sepaxml_file(transfers: list[CreditTransfer]) -> bytes:
    file = payment_file()
    config = {"name": DEBTOR.name, "IBAN": DEBTOR.iban, "BIC": DEBTOR.bic, "batch": True, "currency": "EUR"}
    peer = SepaTransfer(config, schema="pain.001.001.09", clean=False)
    for item in transfers:
        payment = {
            "name": item.creditor_name,
            "IBAN": item.iban,
            "amount": int(item.amount * 100),
            "execution_date": file.execution_on,
            "description": item.remittance,
            "endtoend_id": item.end_to_end_id,
        }
        peer.add_payment(payment | ({"BIC": item.bic} if item.bic else {}))
    content: bytes = peer.export(validate=False)
    return content


def test_sepaxml_and_we_say_the_same_of_every_transfer():
    numbers = random.Random(20261124)
    transfers = [
        transfer(
            number,
            amount=Decimal(numbers.randint(1, 10**7)).scaleb(-2),
            iban=french_iban(numbers.randint(0, 10**11 - 1)),
            bic=numbers.choice([None, "AGRIFRPP", "BNPAFRPPXXX"]),
            creditor_name=f"Atelier {number}",
            remittance=f"LOT 1 {number} BONUS",
        )
        for number in range(200)
    ]
    target = BytesIO()
    write_pain001(payment_file(*transfers), target)
    ours, theirs = facts(target.getvalue()), facts(sepaxml_file(transfers))
    assert len(ours[1]) == 200
    assert ours == theirs
