"""Writes what the queue does by the clock into the database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django_q.models import Schedule


class Command(BaseCommand):
    """`set_up_schedules`: the schedules are exactly those of settings.SCHEDULED_JOBS afterwards."""

    help = "Make the schedules of the queue those that the settings name."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Create, change and delete schedules; the time of the next run of an unchanged one stays."""
        names = [name for name, _, _ in settings.SCHEDULED_JOBS]
        Schedule.objects.exclude(name__in=names).delete()
        for name, job, minutes in settings.SCHEDULED_JOBS:
            Schedule.objects.update_or_create(
                name=name,
                defaults={"func": job, "schedule_type": Schedule.MINUTES, "minutes": minutes, "repeats": -1},
            )
