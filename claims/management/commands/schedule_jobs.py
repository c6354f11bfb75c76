"""Sets up what the queue does by the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django_q.models import Schedule

# Name of the schedule: the job and how often. The names are keys: running the command again changes nothing.
JOBS: dict[str, dict[str, Any]] = {
    "claims-sweep": {"func": "claims.tasks.sweep", "schedule_type": Schedule.MINUTES, "minutes": 1},
    "claims-retention": {"func": "claims.tasks.delete_stale_drafts", "schedule_type": Schedule.DAILY},
}


class Command(BaseCommand):
    """Writes the schedules of this app, once each, however often it runs."""

    help = "Set up the jobs that run by the clock (safe to run again)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create or correct each schedule; when it runs next is left as it is."""
        del args, options
        for name, job in JOBS.items():
            Schedule.objects.update_or_create(name=name, defaults={**job, "repeats": -1})
        self.stdout.write(f"{len(JOBS)} schedules are set up.")
