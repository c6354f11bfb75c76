"""Prints the code that a demo person's generator would show."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.demo.people import DOMAIN, EVERYBODY, code_of, secret_of


class Command(BaseCommand):
    """`demo_code ADDRESS`: needs no database."""

    help = "Print the present code of a demo person's second factor, or its secret for an app."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose code."""
        parser.add_argument("email", help=f"The address, or what stands before @{DOMAIN}.")
        parser.add_argument("--secret", action="store_true", help="The secret to enter into an app instead.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the code alone on standard output, so that scripts can use it."""
        if not settings.DEMO_ALLOWED:
            raise CommandError("There is no demo with these settings.")
        email = options["email"] if "@" in options["email"] else f"{options['email']}@{DOMAIN}"
        if email not in {someone.email for someone in EVERYBODY if someone.is_staff}:
            raise CommandError(f"Nobody of the demo has a second factor at {email}.")
        if options["secret"]:
            self.stdout.write(secret_of(email))
            return
        code, seconds = code_of(email)
        self.stdout.write(code)
        self.stderr.write(f"Good for {seconds} seconds.")
