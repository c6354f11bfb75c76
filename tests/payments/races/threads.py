"""Real threads with their own connections, let loose at one instant."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

TIME_LIMIT = 60.0  # seconds; a dead lock would last for ever


def at_once(*acts: Callable[[], Any]) -> Sequence[Any]:
    """Run the acts at the same time; what each returned, or the error that it raised, in their order."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(TIME_LIMIT)
            return act()
        except Exception as error:  # noqa: BLE001 - the test judges it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(TIME_LIMIT) for future in [pool.submit(run, act) for act in acts]]


def errors_in(results: Sequence[Any]) -> list[Exception]:
    return [result for result in results if isinstance(result, Exception)]
