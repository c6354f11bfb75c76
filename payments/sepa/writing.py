"""The one way a payment file comes to be: rules, writing, schema, re-read, and only then its name on the disk."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from payments.sepa.breaches import Breach, PaymentFileRefused
from payments.sepa.message import CreditTransfer, PaymentFile
from payments.sepa.pain001 import write_pain001
from payments.sepa.rules import FileRules
from payments.sepa.validation import check_contents

MOST_BREACHES = 200  # enough to mend a batch by; a list of 50,000 helps nobody


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """Proof of the file: SHA-256 in hexadecimal, size in bytes, number of transfers, their sum in euros."""

    sha256: str
    size: int
    count: int
    total: Decimal


def write_checked(path: Path, payment_file: PaymentFile) -> WrittenFile:
    """Writes the file at `path` once every check has passed; writing the same file again gives the same bytes.

    Raises PaymentFileRefused with the breaches (at most MOST_BREACHES), or when the re-read finds another content than
    was meant. Then nothing stands at `path` that was not there before. The file is readable by its owner only.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".payment-", suffix=".part")
    draft = Path(name)
    try:
        with os.fdopen(handle, "w+b") as target:
            written = _write_and_check(target, payment_file)
            os.fsync(target.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return written


def _write_and_check(target: IO[bytes], payment_file: PaymentFile) -> WrittenFile:
    breaches: list[Breach] = []
    meant = write_pain001(replace(payment_file, transfers=_sound_transfers(payment_file, breaches)), target)
    if breaches:
        raise PaymentFileRefused(
            "file-breaches",
            _("Banks would refuse this payment file, so it was not made. Mend the points listed."),
            breaches=breaches,
        )
    target.flush()
    target.seek(0)
    check_contents(target, meant)
    target.seek(0)
    return WrittenFile(
        sha256=hashlib.file_digest(target, "sha256").hexdigest(),  # type: ignore[arg-type]
        size=target.tell(),
        count=meant.count,
        total=meant.total,
    )


def _sound_transfers(file: PaymentFile, breaches: list[Breach]) -> Iterator[CreditTransfer]:
    """The transfers up to the first breach; the breaches, at most MOST_BREACHES, are put into the list."""
    rules = FileRules(file)
    breaches.extend(rules.breaches_of_header())
    for transfer in file.transfers:
        breaches.extend(islice(rules.breaches_of_transfer(transfer), MOST_BREACHES - len(breaches)))
        if len(breaches) >= MOST_BREACHES:
            return
        if not breaches:
            yield transfer
    breaches.extend(rules.breaches_of_end())
