"""The product on one machine: web server, workers and OCR engine, started and stopped together."""

import os
import socket
import sys
import urllib.error
import urllib.request
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from core.supervision import Child, GaveUp, Supervisor
from core.watchdog import Watchdog

ENGINE = "claims.invoices.engine"
_SEEN_AS_LOCALHOST = frozenset({"", "127.0.0.1", "0.0.0.0", "[::]", "[::1]"})  # noqa: S104


class Command(BaseCommand):
    """`serve`: one foreground process; Ctrl-C or SIGTERM stops everything."""

    help = "Run the web server, the workers and the OCR engine together, watch all, and stop all with one Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What to run and how long to wait."""
        port = os.environ.get("PORT", "8000")
        parser.add_argument("--bind", default=os.environ.get("BIND", f"127.0.0.1:{port}"), metavar="HOST:PORT")
        parser.add_argument("--prepare", action="store_true", help="Run `prepare` first.")
        parser.add_argument("--without-web", action="store_true", help="Workers only.")
        parser.add_argument("--without-workers", action="store_true", help="Web server only.")
        parser.add_argument("--without-engine", action="store_true", help="The OCR engine runs elsewhere.")
        parser.add_argument(
            "--patience", type=float, default=300, metavar="SECONDS", help="When workers count as stuck."
        )
        parser.add_argument("--grace", type=float, default=20, metavar="SECONDS", help="Before children are killed.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start, watch, stop."""
        host, _, port = str(options["bind"]).rpartition(":")
        if not options["without_web"]:
            _check_port_is_free(host, port)
        address = f"http://{'localhost' if host in _SEEN_AS_LOCALHOST else host}:{port}"
        if options["prepare"]:
            call_command("prepare", stdout=self.stdout, stderr=self.stderr)
        cluster = f"{socket.gethostname()}-{port}"
        environment = {"BIND": f"{host or '127.0.0.1'}:{port}", "QUEUE_CLUSTER": cluster}
        environment["SITE_URL"] = os.environ.get("SITE_URL", address)
        web = Child("web server", _gunicorn(), environment)
        workers = Child("workers", [sys.executable, sys.argv[0], "qcluster"], environment)
        children = []
        if not options["without_web"]:
            children.append(web)
        if not options["without_workers"]:
            children.append(workers)
            if settings.READING_ENGINE_SOCKET and not options["without_engine"]:
                children.append(Child("OCR engine", [sys.executable, "-m", ENGINE, settings.READING_ENGINE_SOCKET]))
        supervisor = Supervisor(children, say=self._say, grace_seconds=options["grace"])
        watchdog = Watchdog(cluster, patience_seconds=options["patience"], every_seconds=options["patience"] / 15)
        welcome = [self._welcome] if web in children else []

        def tick() -> None:
            # A database that was away leaves a dead connection behind: let go of it here, as a request would.
            close_old_connections()
            if welcome and _answers(f"http://{environment['BIND']}/health/"):
                welcome.pop()(address)
            if workers in children and watchdog.is_stuck(workers.age):
                supervisor.replace(workers, "no job was finished for too long")

        try:
            supervisor.run(tick)
        except GaveUp as failure:
            raise CommandError(
                f"The {failure} ended several times right after the start: see the lines above."
            ) from failure
        self._say("Stopped.")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _welcome(self, address: str) -> None:
        self._say(f"\n{settings.SCHEME_NAME} answers at {address}")
        for command in settings.WELCOME_COMMANDS:
            call_command(command, stdout=self.stdout)
        self._say("Ctrl-C stops it.")


def _gunicorn() -> list[str]:
    configuration = settings.SITE / "gunicorn.conf.py"
    return [sys.executable, "-m", "gunicorn", "--config", str(configuration), "--chdir", str(settings.ROOT)]


def _check_port_is_free(host: str, port: str) -> None:
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host.strip("[]"), int(port)))
        except (OSError, ValueError, OverflowError) as error:
            raise CommandError(
                f"The address {host}:{port} cannot be used ({error}). Choose another port, for example: "
                "make run PORT=8001"
            ) from error


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
