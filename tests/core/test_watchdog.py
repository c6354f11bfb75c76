"""The watchdog: quiet is not stuck, stuck is seen."""

from datetime import timedelta

import pytest
from django_q.models import OrmQ

from core import clock, heartbeat
from core.models import ClusterHeartbeat
from core.watchdog import Watchdog

pytestmark = pytest.mark.django_db


def beaten(seconds_ago: float, cluster: str = "here") -> None:
    ClusterHeartbeat.objects.update_or_create(
        cluster=cluster, defaults={"beaten_at": clock.now() - timedelta(seconds=seconds_ago)}
    )


def watchdog() -> Watchdog:
    return Watchdog("here", patience_seconds=300, every_seconds=20)


@pytest.mark.parametrize(
    ("silence", "age", "stuck"),
    [(10, 4000, False), (299, 4000, False), (301, 4000, True), (301, 20, False), (None, 20, False), (None, 301, True)],
)
def test_a_cluster_is_stuck_when_it_had_time_and_finished_nothing(
    silence: float | None, age: float, stuck: bool
) -> None:
    if silence is not None:
        beaten(silence)
    beaten(1, cluster="elsewhere")
    assert watchdog().is_stuck(age) is stuck


def test_a_quiet_queue_gets_one_probe() -> None:
    beaten(60)
    for _ in range(3):
        watchdog().is_stuck(1000)
    assert OrmQ.objects.count() == 1


def test_a_busy_queue_gets_no_probe() -> None:
    beaten(0)
    watchdog().is_stuck(1000)
    assert not OrmQ.objects.exists()


def test_a_finished_job_beats_for_its_cluster_and_old_clusters_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    beaten(3 * 86400, cluster="gone")
    monkeypatch.setenv("QUEUE_CLUSTER", "mine")
    heartbeat.beat()
    assert heartbeat.last_beat("mine") is not None
    assert heartbeat.last_beat("gone") is None


@pytest.mark.parametrize(("silence", "status"), [(10, 200), (301, 503), (None, 503)])
def test_the_health_of_the_queue_is_whether_a_job_was_finished(
    client: pytest.FixtureRequest, silence: float | None, status: int
) -> None:
    if silence is not None:
        beaten(silence)
    assert client.get("/health/queue/").status_code == status  # type: ignore[attr-defined]


def test_the_web_server_is_well_when_it_reaches_its_database(client: pytest.FixtureRequest) -> None:
    assert client.get("/health/").json() == {"status": "ok"}  # type: ignore[attr-defined]
