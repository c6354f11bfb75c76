"""The writer of pain.001.001.09: transfers go by one at a time, equal files give equal bytes.

The header holds the count and the sum, which are known last: transfers are written to a spool first, so that they
are read once and memory stays flat whatever their number.
"""

import shutil
import tempfile
from typing import IO
from xml.sax.saxutils import escape

from core.money import cents
from payments.sepa.contents import FileContents, Tally, address_elements
from payments.sepa.message import CreditTransfer, PaymentFile, PostalAddress
from payments.sepa.rules import BANK_TIME

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_SPOOL_IN_MEMORY = 1 << 20
_LINES_AT_ONCE = 500


def write_pain001(file: PaymentFile, target: IO[bytes]) -> FileContents:
    """Writes the file to `target` and returns what it meant to write.

    Applies no rule: `payments.sepa.writing.write_checked` does, and is what the product calls. Raises ValueError for an
    amount that is not a whole number of cents.
    """
    tally = Tally()
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL_IN_MEMORY) as spool:
        lines: list[str] = []
        for transfer in file.transfers:
            lines.append(_transfer(transfer, tally))
            if len(lines) == _LINES_AT_ONCE:
                spool.write("".join(lines).encode())
                lines.clear()
        spool.write("".join(lines).encode())
        spool.seek(0)
        target.write(_head(file, tally).encode())
        shutil.copyfileobj(spool, target)
        target.write(b"</PmtInf>\n</CstmrCdtTrfInitn>\n</Document>\n")
    return tally.contents(message_id=file.message_id, execution_on=file.execution_on, debtor_iban=file.debtor.iban)


def _head(file: PaymentFile, tally: Tally) -> str:
    debtor = file.debtor
    message_id = escape(file.message_id)
    name = escape(debtor.name)
    # Banks read the time as their own: local, without offset (EPC132-08 leaves the choice).
    created_at = file.created_at.astimezone(BANK_TIME).strftime("%Y-%m-%dT%H:%M:%S")
    totals = f"<NbOfTxs>{tally.count}</NbOfTxs><CtrlSum>{tally.total}</CtrlSum>"
    # The schema wants an agent even when the account's IBAN is enough to find the bank.
    agent = f"<BICFI>{escape(debtor.bic)}</BICFI>" if debtor.bic else "<Othr><Id>NOTPROVIDED</Id></Othr>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="{NAMESPACE}">\n<CstmrCdtTrfInitn>\n'
        f"<GrpHdr><MsgId>{message_id}</MsgId><CreDtTm>{created_at}</CreDtTm>{totals}"
        f"<InitgPty><Nm>{name}</Nm><Id><OrgId><Othr><Id>{escape(debtor.siren)}</Id>"
        "<SchmeNm><Cd>SREN</Cd></SchmeNm></Othr></OrgId></Id></InitgPty></GrpHdr>\n"
        f"<PmtInf><PmtInfId>{message_id}</PmtInfId><PmtMtd>TRF</PmtMtd>"
        f"<BtchBookg>{'true' if file.batch_booking else 'false'}</BtchBookg>{totals}"
        "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>"
        f"<ReqdExctnDt><Dt>{file.execution_on.isoformat()}</Dt></ReqdExctnDt>"
        f"<Dbtr><Nm>{name}</Nm>{_address(debtor.address)}</Dbtr>"
        f"<DbtrAcct><Id><IBAN>{escape(debtor.iban)}</IBAN></Id><Ccy>EUR</Ccy></DbtrAcct>"
        f"<DbtrAgt><FinInstnId>{agent}</FinInstnId></DbtrAgt><ChrgBr>SLEV</ChrgBr>\n"
    )


def _transfer(transfer: CreditTransfer, tally: Tally) -> str:
    amount = cents(transfer.amount)
    bic = transfer.bic or ""
    address = address_elements(transfer.address)
    tally.add(
        amount,
        transfer.end_to_end_id,
        transfer.creditor_name,
        transfer.iban,
        bic,
        transfer.remittance,
        *(part for element in address for part in element),
    )
    key = escape(transfer.end_to_end_id)
    agent = f"<CdtrAgt><FinInstnId><BICFI>{escape(bic)}</BICFI></FinInstnId></CdtrAgt>" if bic else ""
    return (
        f"<CdtTrfTxInf><PmtId><InstrId>{key}</InstrId><EndToEndId>{key}</EndToEndId></PmtId>"
        f'<Amt><InstdAmt Ccy="EUR">{amount // 100}.{amount % 100:02d}</InstdAmt></Amt>{agent}'
        f"<Cdtr><Nm>{escape(transfer.creditor_name)}</Nm>{_address(transfer.address)}</Cdtr>"
        f"<CdtrAcct><Id><IBAN>{escape(transfer.iban)}</IBAN></Id></CdtrAcct>"
        f"<RmtInf><Ustrd>{escape(transfer.remittance)}</Ustrd></RmtInf></CdtTrfTxInf>\n"
    )


def _address(address: PostalAddress | None) -> str:
    elements = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in address_elements(address))
    return f"<PstlAdr>{elements}</PstlAdr>" if elements else ""
