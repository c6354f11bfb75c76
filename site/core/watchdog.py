"""Watches one cluster of workers through its heartbeat and says when it is stuck."""

import time

from django.db import DatabaseError
from django_q.models import OrmQ

from core import clock, heartbeat
from core.queue import enqueue

_PROBE = "core.heartbeat.answer"


class Watchdog:
    """Looks at the last beat of `cluster` every `every_seconds`, and queues a probe when nothing else would beat.

    `patience_seconds` must be longer than the longest job: while all workers read invoices, nothing beats.
    """

    def __init__(self, cluster: str, *, patience_seconds: float = 300, every_seconds: float = 20) -> None:
        self._cluster = cluster
        self._patience = patience_seconds
        self._every = every_seconds
        self._looked_at = 0.0

    def is_stuck(self, age_seconds: float) -> bool:
        """True when the cluster, started `age_seconds` ago, has not finished any job for too long.

        A database that does not answer says nothing about the workers: False.
        """
        if time.monotonic() - self._looked_at < self._every:
            return False
        self._looked_at = time.monotonic()
        try:
            beaten_at = heartbeat.last_beat(self._cluster)
            silence = (clock.now() - beaten_at).total_seconds() if beaten_at else age_seconds
            # Jobs that a dead worker holds stay locked for a while: they are no work for the others.
            if silence > self._every and not OrmQ.objects.filter(lock__lte=clock.now()).exists():
                enqueue(_PROBE)
        except DatabaseError:
            return False
        return min(silence, age_seconds) > self._patience
