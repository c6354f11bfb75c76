"""The queue with a real cluster: poison is put aside, failures are not repeated, a roll-back leaves no job."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from django_q.models import OrmQ

from core.models import ClusterHeartbeat, JobDelivery
from core.queue import DELIVERIES_ALLOWED, CountingBroker, enqueue

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_a_roll_back_takes_the_job_with_it() -> None:
    with transaction.atomic():
        enqueue("core.heartbeat.answer")
        transaction.set_rollback(True)
    assert not OrmQ.objects.exists()


@pytest.mark.django_db
def test_a_job_is_handed_out_three_times_and_then_put_aside() -> None:
    enqueue("core.heartbeat.answer")
    broker, row = CountingBroker(), OrmQ.objects.get()
    handed_out = 0
    for _ in range(DELIVERIES_ALLOWED + 2):
        OrmQ.objects.update(lock="2026-01-01T00:00Z")
        handed_out += len(broker.dequeue() or [])
    assert handed_out == DELIVERIES_ALLOWED
    assert not OrmQ.objects.exists()
    dead = JobDelivery.objects.get(queue_row=row.pk)
    assert dead.dead_at is not None
    assert dead.payload == row.payload


@pytest.mark.django_db
def test_a_finished_job_leaves_no_count_behind() -> None:
    enqueue("core.heartbeat.answer")
    broker = CountingBroker()
    OrmQ.objects.update(lock="2026-01-01T00:00Z")
    [(queue_row, _)] = broker.dequeue() or []
    broker.acknowledge(queue_row)
    assert not OrmQ.objects.exists()
    assert not JobDelivery.objects.exists()
    assert ClusterHeartbeat.objects.exists()


class Product:
    """The product with a database of its own, from outside: commands in the background, and SQL."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.running: list[subprocess.Popen[bytes]] = []
        self.log = folder / "log"
        self.environment = os.environ | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "tests.core.cluster_settings",
            "REPAIR_FUND_VAR": str(folder),
            "QUEUE_CLUSTER": "tested",
            "LOG_LEVEL": "ERROR",
        }

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A management command as the leader of a process group."""
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=self.log.open("ab"),
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        self.running.append(process)
        return process

    def numbers(self, sql: str) -> list[int]:
        """The one row that the query gives."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=20)) as database:
                return list(database.execute(sql).fetchone())
        with psycopg.connect(self.url) as database:
            return list(database.execute(sql).fetchone() or [])

    def stop(self) -> None:
        """Kill what still runs."""
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Product]:
    """A product on the kind of database that this run tests."""
    if connection.vendor != "postgresql":
        product = Product(tmp_path, f"sqlite:///{tmp_path / 'queue.sqlite3'}")
        yield product
        product.stop()
        return
    given = connection.settings_dict
    name = f"repair_fund_queue_{os.getpid()}_{time.monotonic_ns()}"
    login = given["USER"] + (f":{given['PASSWORD']}" if given["PASSWORD"] else "")
    place = f"{given['HOST']}:{given['PORT']}" if given["PORT"] else given["HOST"]
    product = Product(tmp_path, f"postgresql://{login}{'@' if login else ''}{place}/{name}")
    server = product.url.rsplit("/", 1)[0] + "/postgres"
    with psycopg.connect(server, autocommit=True) as database:
        database.execute(f'CREATE DATABASE "{name}"')
        yield product
        product.stop()
        database.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


SET_UP = """
from django.core.management import call_command
from core.queue import enqueue
# Only the tables of the queue: the whole product takes ten times as long to migrate.
for app in ("core", "django_q"):
    call_command("migrate", app, verbosity=0)
enqueue("tests.core.jobs.poison", {bad!r})
enqueue("tests.core.jobs.fail", {good!r})
enqueue("tests.core.jobs.note", {good!r})
"""
STATE = (
    "SELECT (SELECT count(*) FROM django_q_ormq), "
    "(SELECT count(*) FROM core_jobdelivery WHERE dead_at IS NOT NULL), (SELECT count(*) FROM core_clusterheartbeat)"
)


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_is_dead_after_three_runs_and_the_others_go_on(
    product: Product, tmp_path: Path
) -> None:
    bad, good = tmp_path / "bad", tmp_path / "good"
    bad.mkdir()
    good.mkdir()
    code = SET_UP.format(bad=str(bad), good=str(good))
    assert product.start("shell", "-v", "0", "-c", code).wait(timeout=120) == 0, product.log.read_text()
    cluster = product.start("qcluster")
    deadline = time.monotonic() + 120
    while product.numbers(STATE)[:2] != [0, 1]:
        assert time.monotonic() < deadline, (product.numbers(STATE), product.log.read_text())
        assert cluster.poll() is None, product.log.read_text()
        time.sleep(0.2)
    assert (bad / "runs").read_text().count("run") == DELIVERIES_ALLOWED
    # A job that raises is done: whoever needs it again has a row that says so, and the sweep.
    assert (good / "runs").read_text().count("run") == 2
    assert product.numbers(STATE)[2] == 1
