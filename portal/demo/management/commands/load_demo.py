"""Loads invented people, companies and claims."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.demo.seed.claims import make_claims
from portal.demo.seed.companies import make_companies
from portal.demo.seed.people import make_staff


class Command(BaseCommand):
    """`load_demo`: what is there already stays as it is."""

    help = "Load invented people with known passwords, companies and claims. Never on a production site."

    def add_arguments(self, parser: CommandParser) -> None:
        """A way round the refusal, and one without claims."""
        parser.add_argument("--force", action="store_true", help="Also where the settings do not allow demo data.")
        parser.add_argument("--without-claims", action="store_true", help="People and companies only.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load."""
        if not (settings.DEMO_ALLOWED or options["force"]):
            raise CommandError(
                "Demo people have passwords that everybody knows, so they are refused with these settings. "
                "Use --force on a site that holds nothing real."
            )
        # All or nothing, so that a start that was broken off is made good by the next one.
        with transaction.atomic():
            make_staff()
            make_companies()
            made = 0 if options["without_claims"] else make_claims()
        self.stdout.write(f"{made} claims made." if made else "The demo data are there already.")
