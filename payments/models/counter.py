"""Numbers without a gap."""

from django.db import models


class Counter(models.Model):
    """The last number given out under a name, for instance `batch-2026`."""

    name = models.CharField(max_length=40, unique=True)
    last = models.PositiveBigIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"
