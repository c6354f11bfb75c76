"""Does the queue move? Each finished job beats; who watches a cluster asks for the last beat.

A cluster can look alive and be stuck for ever: a worker that was killed may hold the lock of the queue (platform.md).
So nothing inside the cluster is asked. `answer` is a job that a watcher queues when there is no other work.
"""

import os
import socket
from datetime import datetime, timedelta

from core import clock
from core.models import ClusterHeartbeat

# Not every job is worth a write.
_STEP = timedelta(seconds=5)
_FORGOTTEN = timedelta(days=1)
LATE = timedelta(minutes=5)


def cluster_name() -> str:
    """The name of this process's cluster: QUEUE_CLUSTER, or the machine's name."""
    return os.environ.get("QUEUE_CLUSTER") or socket.gethostname()


def beat() -> None:
    """Note that this cluster finished a job just now."""
    now, name = clock.now(), cluster_name()
    if ClusterHeartbeat.objects.filter(cluster=name, beaten_at__gt=now - _STEP).exists():
        return
    ClusterHeartbeat.objects.update_or_create(cluster=name, defaults={"beaten_at": now})
    ClusterHeartbeat.objects.filter(beaten_at__lt=now - _FORGOTTEN).delete()


def last_beat(cluster: str) -> datetime | None:
    """When the cluster last finished a job, None when it never did."""
    return ClusterHeartbeat.objects.filter(cluster=cluster).values_list("beaten_at", flat=True).first()


def queue_is_moving() -> bool:
    """True when any cluster finished a job in the last minutes; a scheduled job runs every minute."""
    return ClusterHeartbeat.objects.filter(beaten_at__gt=clock.now() - LATE).exists()


def answer() -> None:
    """The job that a watcher queues: being run is all it does."""
