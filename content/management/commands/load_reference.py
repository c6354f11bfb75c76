"""Loads families, products, rates, brands, faults and rejection reasons from CSV files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from content.models import Product
from content.services.reference import ReferenceRefused, load_reference

FOLDER = Path(__file__).resolve().parents[2] / "reference"


class Command(BaseCommand):
    """`load_reference [DIR]`: all rows of the folder's files or, when one is wrong, none."""

    help = "Load reference data from CSV files; the same files again change nothing, one bad row stops everything."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, and a switch for the start of the product."""
        parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, metavar="DIR")
        parser.add_argument(
            "--only-when-empty",
            action="store_true",
            help="Do nothing when there are products already: what staff changed since must not come undone.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and tell what happened; every bad row with its line on failure."""
        if options["only_when_empty"] and Product.objects.exists():
            self.stdout.write("Reference data is there already.")
            return
        try:
            with translation.override("en"):
                tallies = load_reference(options["folder"])
        except ReferenceRefused as refusal:
            for problem in refusal.problems:
                self.stderr.write(str(problem))
            raise CommandError(str(refusal)) from refusal
        for file, tally in tallies.items():
            self.stdout.write(f"{file}: {tally.created} created, {tally.updated} updated, {tally.unchanged} unchanged")
