"""The queue: state is in the database, a job only wakes a worker.

Rules for every job (platform.md): it gets ids, it is idempotent, it claims its own row, its result is None, and a
scheduled sweep queues again what was lost. django-q2's ORM broker puts the job into the same transaction as the rows.
"""

from datetime import datetime
from typing import Any

from django.core.signing import BadSignature
from django.db import transaction
from django.db.models import F, QuerySet
from django_q.brokers.orm import ORM
from django_q.models import OrmQ
from django_q.signing import SignedPackage
from django_q.tasks import async_task

from core import clock, heartbeat
from core.models import JobDelivery

DELIVERIES_ALLOWED = 3


def enqueue(job: str, *ids: int | str) -> None:
    """Queue `job` (dotted path of a function) with ids, in the present transaction.

    A roll-back takes the job with it, so no worker ever sees a row that was not committed.
    """
    async_task(job, *ids)


def waiting_jobs() -> QuerySet[Any, Any]:
    """What is in the queue, taken by a worker or not."""
    jobs: QuerySet[Any, Any] = OrmQ.objects.all()
    return jobs


def waiting_since() -> datetime | None:
    """Since when the job waits that no worker has taken for the longest time; None when none waits."""
    now = clock.now()
    since: datetime | None = OrmQ.objects.filter(lock__lte=now).order_by("lock").values_list("lock", flat=True).first()
    return since


def dead_letters() -> QuerySet[JobDelivery]:
    """The jobs that were put aside, the last one on top."""
    return JobDelivery.objects.exclude(dead_at=None).order_by("-dead_at", "-pk")


def job_named_in(payload: str) -> tuple[str, tuple[Any, ...]]:
    """The dotted path of the job that is packed there and its ids; empty for a package that is not ours."""
    try:
        package = SignedPackage.loads(payload)
        return str(package["func"]), tuple(package["args"])
    except (BadSignature, KeyError, TypeError, ValueError):
        return "", ()


def requeue_dead_letter(*, delivery_id: int) -> bool:
    """Give a job that was put aside its deliveries once more; False when somebody has done so already.

    Every job is idempotent, so that running one again is harmless. Who asked for it is for the caller to note.
    """
    with transaction.atomic():
        letter = JobDelivery.objects.select_for_update().exclude(dead_at=None).filter(pk=delivery_id).first()
        if letter is None:
            return False
        CountingBroker().enqueue(letter.payload)
        letter.delete()
    return True


class CountingBroker(ORM):  # type: ignore[misc]
    """django-q2's ORM broker that counts deliveries and puts a poisonous job aside after three."""

    def dequeue(self) -> list[tuple[int, str]] | None:
        """Take waiting jobs as the ORM broker does, less those that have used up their deliveries."""
        tasks = super().dequeue()
        if not tasks:
            return None
        return [task for task in tasks if self._may_run(*task)]

    def acknowledge(self, task_id: int) -> Any:
        """The job is done: forget it and its count, and note that this cluster works."""
        JobDelivery.objects.filter(queue_row=task_id, dead_at=None).delete()
        heartbeat.beat()
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
