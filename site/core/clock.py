"""The time, in one place: rules get dates passed in, services ask here."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The calendar day in the scheme's time zone (Europe/Paris), which decides rates and deadlines."""
    return timezone.localdate()
