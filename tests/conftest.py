"""What every test may ask for. Tests that need PostgreSQL are skipped on SQLite; the queue runs when a test says so."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from django.utils.module_loading import import_string
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from accounts.models import Organisation, User
from accounts.roles import STAFF_ROLES, Role
from core.files import private_storage
from tests.factories.accounts import give_totp, person


class SignedInClient(Client):
    """A test client that remembers who is signed in."""

    user: User


def needs_database(item: pytest.Item) -> bool:
    """True for a test that asks for a database, by mark or by fixture."""
    fixtures = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(fixtures)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what needs PostgreSQL where the database is another one.

    With TEST_ONLY_DATABASE=yes the tests without a database are left out: a second run, on another database, would
    repeat them word by word.
    """
    if os.environ.get("TEST_ONLY_DATABASE") == "yes":
        config.hook.pytest_deselected(items=[item for item in items if not needs_database(item)])
        items[:] = [item for item in items if needs_database(item)]
    if connection.vendor == "postgresql":
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: run with DATABASE_URL=postgresql:///<name>")
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def private_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The private storage writes into this test's own folder, which is returned."""
    folder = tmp_path / "private"
    storage = private_storage()
    monkeypatch.setitem(storage.__dict__, "base_location", str(folder))
    monkeypatch.setitem(storage.__dict__, "location", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _clean_slate() -> Iterator[None]:
    """Nothing of one test's cache or language is left for the next one."""
    cache.clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield


def authenticate(client: Client, user: User) -> None:
    """Sign the person in as the login page would, with the second factor where the person has one."""
    client.force_login(user)
    records: list[dict[str, Any]] = [{"method": "password", "at": time.time(), "email": user.email}]
    authenticator = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if authenticator:
        records.append({"method": "mfa", "at": time.time(), "id": authenticator.pk, "type": "totp"})
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = user_id_to_str(user)
    session.save()


@pytest.fixture
def signed_in(db: None) -> Callable[..., SignedInClient]:
    """`signed_in(Role.CONTROL_OFFICER)`: a client of a new person with the roles; `client.user` is the person.

    `organisation=` puts them to work there; `user=` signs that person in instead. Staff get a second factor, and the
    session is one that passed it, as `accounts.middleware` demands.
    """

    def sign_in(
        *roles: Role, user: User | None = None, organisation: Organisation | None = None, **fields: Any
    ) -> SignedInClient:
        someone = user or person(*roles, organisation=organisation, **fields)
        if not someone.roles.isdisjoint(STAFF_ROLES):
            give_totp(someone)
        client = SignedInClient()
        authenticate(client, someone)
        client.user = someone
        return client

    return sign_in


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """`run_jobs()`: run what is queued, and what that queues, here and now; returns how many jobs ran.

    An error of a job is the test's error. Jobs do not run by themselves in tests.
    """

    def run() -> int:
        count = 0
        while row := OrmQ.objects.order_by("pk").first():
            job = SignedPackage.loads(row.payload)
            row.delete()
            function = import_string(job["func"]) if isinstance(job["func"], str) else job["func"]
            function(*job["args"], **job["kwargs"])
            count += 1
        return count

    return run
