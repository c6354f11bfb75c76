"""Prints who can sign in to the demo."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import User
from portal.demo.people import EVERYBODY, PASSWORD


class Command(BaseCommand):
    """`demo_logins`: nothing when there is no demo."""

    help = "Print the addresses and the password of the demo's people."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        known = set(User.objects.values_list("email", flat=True))
        people = [someone for someone in EVERYBODY if someone.email in known]
        if not people:
            return
        self.stdout.write(f"\nDemo logins, all with the password {PASSWORD}")
        for someone in people:
            mark = "*" if someone.is_staff else " "
            self.stdout.write(f"  {mark} {someone.email:<26}{someone.role.value.replace('_', ' ')}")
        self.stdout.write("  * asks for a code too: python manage.py demo_code ADDRESS (in .venv: make code EMAIL=…)\n")
