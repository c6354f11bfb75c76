"""The queue: state is in the database, a job only wakes a worker.

Rules for every job (platform.md): it gets ids, it is idempotent, it claims its own row, its result is None, and a
scheduled sweep queues again what was lost. django-q2's ORM broker puts the job into the same transaction as the rows.
"""

from typing import Any

from django.db import transaction
from django.db.models import F
from django_q.brokers.orm import ORM
from django_q.tasks import async_task

from core import clock
from core.models import JobDelivery

DELIVERIES_ALLOWED = 3


def enqueue(job: str, *ids: int | str) -> None:
    """Queue `job` (dotted path of a function) with ids, in the present transaction.

    A roll-back takes the job with it, so no worker ever sees a row that was not committed.
    """
    async_task(job, *ids)


class CountingBroker(ORM):  # type: ignore[misc]
    """django-q2's ORM broker that counts deliveries and puts a poisonous job aside after three."""

    def dequeue(self) -> list[tuple[int, str]] | None:
        """Take waiting jobs as the ORM broker does, less those that have used up their deliveries."""
        tasks = super().dequeue()
        if not tasks:
            return None
        return [task for task in tasks if self._may_run(*task)]

    def acknowledge(self, task_id: int) -> Any:
        """The job is done: forget it and its count."""
        JobDelivery.objects.filter(queue_row=task_id, dead_at=None).delete()
        return super().acknowledge(task_id)

    def _may_run(self, queue_row: int, payload: str) -> bool:
        with transaction.atomic():
            delivery, _ = JobDelivery.objects.select_for_update().get_or_create(queue_row=queue_row)
            if delivery.deliveries >= DELIVERIES_ALLOWED:
                delivery.dead_at = clock.now()
                delivery.payload = payload
                delivery.save(update_fields=["dead_at", "payload"])
                self.delete(queue_row)
                return False
            JobDelivery.objects.filter(pk=delivery.pk).update(deliveries=F("deliveries") + 1)
            return True
