"""Deletes what may no longer be kept."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.services.retention import delete_stale_drafts, stale_cancelled_drafts, stale_drafts


class Command(BaseCommand):
    """Deletes stale drafts with their files, or says what it would delete."""

    help = "Delete drafts that nobody has touched for as long as the scheme keeps them."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--dry-run", action="store_true", help="only count, delete nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count or delete."""
        del args
        if options["dry_run"]:
            cancelled = stale_cancelled_drafts().count()
            self.stdout.write(f"Would delete {stale_drafts().count()} drafts and empty {cancelled} cancelled ones.")
            return
        retired = delete_stale_drafts()
        self.stdout.write(f"Deleted {retired.deleted} drafts and emptied {retired.emptied} cancelled ones.")
