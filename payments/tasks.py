"""Jobs of payments. Each may run twice, at once or again later, without a second effect."""

from core import clock
from core.queue import enqueue
from payments.models import Notice
from payments.notices import DELIVERY_JOB, deliver_next_notice

NOTICES_AT_ONCE = 15  # ten seconds each at worst (EMAIL_TIMEOUT) stay below a job's time limit of 180 seconds


def deliver_notices() -> None:
    """Send e-mails that are due, and queue itself again while there are more."""
    for _ in range(NOTICES_AT_ONCE):
        if not deliver_next_notice():
            return
    enqueue(DELIVERY_JOB)


def sweep() -> None:
    """Scheduled each minute: queue the sending of e-mails again when some are due, whatever became of its job."""
    if Notice.objects.filter(retry_at__lte=clock.now()).exists():
        enqueue(DELIVERY_JOB)
