"""What the kernel stores: how often each queued job was handed to a worker, and when each cluster last did one."""

from django.db import models


class JobDelivery(models.Model):
    """Counts the deliveries of one row of the queue.

    django-q2 never counts a job that kills its worker (platform.md), so the broker counts before it hands a job out.
    After the last delivery allowed the job is a dead letter: its payload stays here for a person, the queue forgets it.
    """

    queue_row = models.BigIntegerField(unique=True)
    deliveries = models.PositiveSmallIntegerField(default=0)
    payload = models.TextField(blank=True)
    dead_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name_plural = "job deliveries"

    def __str__(self) -> str:
        return f"{self.queue_row}: {self.deliveries}"


class ClusterHeartbeat(models.Model):
    """When a cluster of workers last finished a job: the proof, from outside, that it is not stuck."""

    cluster = models.CharField(max_length=120, unique=True)
    beaten_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "cluster heartbeats"

    def __str__(self) -> str:
        return f"{self.cluster}: {self.beaten_at:%Y-%m-%d %H:%M:%S}"
