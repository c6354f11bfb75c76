"""Gives the groups of the CMS their permissions."""

from typing import Any

from django.core.management.base import BaseCommand

from content.services.groups import set_up_groups


class Command(BaseCommand):
    """`set_up_groups`: may run as often as one likes."""

    help = "Give editors, publishers and administrators their permissions in the CMS, and nobody else any."

    def handle(self, *args: Any, **options: Any) -> None:
        """Set the permissions."""
        set_up_groups()
        self.stdout.write("Groups of the CMS are set up.")
