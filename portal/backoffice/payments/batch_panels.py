"""What finance sees of a batch: its transfers by repairer, what is unlike last time, what can be done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from claims.models import Claim
from core import clock, money
from core.templatetags.money import day
from core.workflow import Possibility
from payments.labels import cause_label, move_label
from payments.models import Batch, CreditTransfer, PaymentLine
from payments.permissions import can_download_payment_file
from payments.rules import BlockCause, is_bank_day, next_bank_day
from payments.selectors import BlockedClaims, batch_lines, difference_from_last, transfers_in, unpayable_transfers
from payments.services.batches import digest_of, possibilities
from payments.states import BatchStatus
from portal.backoffice.paging import CappedPaginator
from portal.public.templatetags.statuses import batch_kind

TRANSFERS_PER_PAGE = 20
LINES_SHOWN = 50

# What the buttons say, what leads onwards first.
BUTTONS: dict[str, Promise] = {
    "approve": pgettext_lazy("batch", "Approve"),
    "submit": _("Submit for approval"),
    "export": _("Make the payment file"),
    "settle": _("Mark as paid"),
    "drop": _("Take these transfers out"),
    "withdraw": _("Take these transfers out"),
    "reschedule": _("Change the execution day"),
    "send_back": _("Send back to the maker"),
    "revoke": _("Revoke the approval"),
    "cancel": _("Cancel the batch"),
}
_STATUS_NAMES: dict[BatchStatus, Promise] = {
    BatchStatus.DRAFT: _("Being prepared"),
    BatchStatus.SUBMITTED: _("Waiting for approval"),
    BatchStatus.APPROVED: _("Approved, no file yet"),
    BatchStatus.EXPORTED: _("File made, to be marked as paid"),
    BatchStatus.PAID: pgettext_lazy("batch", "Paid"),
    BatchStatus.CANCELLED: pgettext_lazy("batch", "Cancelled"),
}
# What banks ask for and what is compared before a file is offered.
FILE_CHECKS: tuple[Promise, ...] = (
    _("Every name, text, amount and account keeps the rules of the banks."),
    _("The file is valid against the scheme pain.001.001.09."),
    _("The file was read back: number of transfers and total are those of the batch."),
    _("The stored bytes have the SHA-256 below, and every download is compared with it."),
)


@dataclass(frozen=True, slots=True)
class BatchMove:
    """One button of a batch, with what stands in its way."""

    name: str
    label: str | Promise
    obstacles: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """True when nothing stands in its way."""
        return not self.obstacles


@dataclass(frozen=True, slots=True)
class TransferGroup:
    """One transfer with the lines that it pays; `more` of them are not shown."""

    transfer: CreditTransfer
    lines: list[PaymentLine]
    more: int


def batch_status_label(status: str) -> str | Promise:
    """The status of a batch in the words of finance."""
    return _STATUS_NAMES[BatchStatus(status)]


def moves_of(batch: Batch, person: User) -> dict[str, BatchMove]:
    """The moves that the person's roles allow from here, by name; those with nothing to take out left away."""
    found = {
        possibility.move.name: BatchMove(
            possibility.move.name,
            BUTTONS[possibility.move.name],
            _obstacles(batch, possibility),
        )
        for possibility in possibilities(batch, person)
    }
    shown = {name: move for name, move in found.items() if move.is_open or name not in ("drop", "withdraw")}
    return {name: shown[name] for name in BUTTONS if name in shown}


def _obstacles(batch: Batch, possibility: Possibility[BatchStatus]) -> tuple[str, ...]:
    if possibility.move.name == "settle" and possibility.blocked_by and batch.execution_on > clock.today():
        return (gettext("Possible from the execution day on, %(day)s.") % {"day": day(batch.execution_on)},)
    return tuple(str(guard.message) for guard in possibility.blocked_by)


def batch_panels(batch: Batch, person: User, page: str | None) -> dict[str, Any]:
    """Everything that the page of a batch shows; `batch` comes from `batches_visible_to`."""
    moves = moves_of(batch, person)
    transfers = CappedPaginator(transfers_in(batch), TRANSFERS_PER_PAGE).get_page(page)
    return {
        "batch": batch,
        "status_label": batch_status_label(batch.status),
        "status_kind": batch_kind(batch.status),
        "moves": moves,
        "page": transfers,
        "groups": _groups(batch, list(transfers.object_list)),
        "difference": difference_from_last(batch) if batch.status != BatchStatus.CANCELLED else None,
        "unpayable": list(unpayable_transfers(batch, clock.now())[:50]) if _may_be_unpayable(batch) else [],
        "settled_on": _settled_on(batch),
        "digest": digest_of(batch) if "approve" in moves or batch.digest else "",
        "file_checks": FILE_CHECKS if batch.file_sha256 else (),
        "may_download": can_download_payment_file(person, batch),
        "history": _history(batch),
        "left": batch.transfers.exclude(withdrawn_at=None).select_related("repairer").order_by("pk")[:50],
    }


def blocked_rows(blocked: list[BlockedClaims]) -> list[dict[str, Any]]:
    """The approved claims that no batch can take, by repairer."""
    return [
        {
            "repairer": group.repairer,
            "cause": cause_label(group.cause),
            "is_waiting_for_finance": group.cause == BlockCause.NOT_CONFIRMED,
            "usable_from": group.usable_from,
            "count": len(group.claims),
            "total": money.total_of(_bonus(claim) for claim in group.claims),
            "due_on": min((claim.payment_due_on for claim in group.claims if claim.payment_due_on), default=None),
        }
        for group in blocked
    ]


def _bonus(claim: Claim) -> Any:
    return claim.bonus or money.ZERO


def _settled_on(batch: Batch) -> date | None:
    """The day that banks will choose instead when they rest on the execution day; None when it is a good one."""
    is_ahead = _may_be_unpayable(batch) or batch.state is BatchStatus.EXPORTED
    return next_bank_day(batch.execution_on) if is_ahead and not is_bank_day(batch.execution_on) else None


def _may_be_unpayable(batch: Batch) -> bool:
    return batch.state in (BatchStatus.DRAFT, BatchStatus.SUBMITTED, BatchStatus.APPROVED)


def _groups(batch: Batch, transfers: list[CreditTransfer]) -> list[TransferGroup]:
    lines: dict[int, list[PaymentLine]] = {transfer.pk: [] for transfer in transfers}
    for line in batch_lines(batch).filter(transfer__in=[transfer.pk for transfer in transfers]):
        lines[line.transfer_id].append(line)
    return [
        TransferGroup(transfer, lines[transfer.pk][:LINES_SHOWN], max(0, len(lines[transfer.pk]) - LINES_SHOWN))
        for transfer in transfers
    ]


def _history(batch: Batch) -> list[dict[str, Any]]:
    return [
        {
            "text": move_label(event.move),
            "at": event.at,
            "who": event.by.get_full_name(),
            "note": event.data.get("note", "") or _day_of(event.data),
        }
        for event in batch.events.select_related("by")
    ]


def _day_of(data: dict[str, Any]) -> str:
    text = data.get("execution_on") or data.get("paid_on") or ""
    return day(parse_date(text)) if text else ""
