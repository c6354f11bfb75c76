"""One running product and one browser for all journeys; people sign in once each, as they would in the morning."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState, sync_playwright

from tests.journeys.people import sign_in
from tests.journeys.product import running_product
from tests.journeys.watching import Watched

_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
OpenWindow = Callable[..., Watched]


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running product."""
    with running_product(Path(tmp_path_factory.mktemp("product"))) as url:
        yield url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The chromium of the system."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="package")
def sessions() -> dict[str, StorageState]:
    """Cookies of the people who signed in; a code of a second factor counts once, so each signs in once."""
    return {}


@pytest.fixture
def window(product: str, browser: Browser, sessions: dict[str, StorageState]) -> Iterator[OpenWindow]:
    """`window("officer", "fr")`: that demo person, signed in; without a name a visitor; `options` of the context."""
    opened = []

    def open_window(login: str = "", language: str = "fr", **options: Any) -> Watched:
        context = browser.new_context(
            storage_state=sessions.get(login),
            locale={"fr": "fr-FR", "en": "en-GB"}[language],
            timezone_id="Europe/Paris",
            # Colours are judged at rest, not on their way from light to dark.
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(30_000)
        opened.append(context)
        watched = Watched(
            context, product, language, login or "visitor", script=options.get("java_script_enabled", True)
        )
        if login and login not in sessions:
            sign_in(watched, login)
            sessions[login] = context.storage_state()
        return watched

    yield open_window
    for context in opened:
        context.close()
