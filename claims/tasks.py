"""Jobs of the queue. Each gets ids, claims its row, may be started twice, and returns nothing (see `core.queue`)."""

from claims import notices
from claims.services import controlling, readings, retention


def read_invoice(reading_id: int) -> None:
    """Read the files of a waiting reading."""
    readings.run_reading(reading_id)


def control_claim(claim_id: int) -> None:
    """Run the controls on a claim that was sent."""
    controlling.control_claim(claim_id)


def send_notice(notice_id: int) -> None:
    """Send the mail of a notice."""
    notices.send_notice(notice_id)


def sweep() -> None:
    """Each minute: queue again what was lost with a worker, and give to a person what failed for good."""
    readings.requeue_lost_readings()
    controlling.requeue_uncontrolled_claims()
    notices.requeue_unsent_notices()


def delete_stale_drafts() -> None:
    """Each day: delete drafts that nobody has touched for as long as the scheme keeps them."""
    retention.delete_stale_drafts()
