"""Compiles the translations without gettext's own programs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.catalogues import compile_catalogues


class Command(BaseCommand):
    """`compile_catalogues`: only what changed."""

    help = "Compile the .po files of the project that are newer than their .mo files."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile and name what was written."""
        for file in compile_catalogues(Path(folder) for folder in settings.LOCALE_PATHS):
            self.stdout.write(str(file))
