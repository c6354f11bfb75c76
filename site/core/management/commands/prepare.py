"""Everything between a fresh checkout, or a new version, and a running product; the second time it takes seconds."""

import hashlib
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """`prepare`: runs settings.PREPARE_COMMANDS, then collects static files when one changed."""

    help = "Compile translations, migrate, load first data, collect static files."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run each command with its name and the seconds it took."""
        for name, *arguments in settings.PREPARE_COMMANDS:
            self._run(name, *arguments)
        stamp = Path(settings.STATIC_ROOT) / ".stamp"
        state = _state_of_static_files()
        if not stamp.exists() or stamp.read_text(encoding="ascii") != state:
            self._run("collectstatic", "--no-input", "--clear", "--verbosity", "0")
            stamp.write_text(state, encoding="ascii")

    def _run(self, name: str, *arguments: str) -> None:
        started = time.perf_counter()
        call_command(name, *arguments, stdout=self.stdout, stderr=self.stderr)
        self.stdout.write(f"{name}: {time.perf_counter() - started:.1f} s")


def _state_of_static_files() -> str:
    """Changes when a static file of the project or of a package does, by path, size and time."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
