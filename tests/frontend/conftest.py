"""A page that the test writes, with one of our script modules, in a real browser."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from tests.frontend.answers import Answer

STATIC = Path(__file__).resolve().parents[2] / "site" / "static"
HOST = "http://page.test"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`open_page(body, script, answer)`: a page with that body and module; `answer` replies to what it posts."""
    context = browser.new_context(service_workers="block")

    def show(body: str, script: str, answer: Answer | None = None) -> Page:
        def serve(route: Route, request: Request) -> None:
            path = request.url.removeprefix(HOST)
            if path.startswith("/js/"):
                route.fulfill(path=STATIC / path.lstrip("/"), content_type="text/javascript")
            elif request.method == "POST" and answer:
                answer(route, request)
            else:
                html = f'<!doctype html><html lang="en"><body>{body}<script type="module" src="/js/{script}"></script>'
                policy = (
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'"
                )
                headers = {"Content-Security-Policy": policy}
                route.fulfill(body=html, content_type="text/html", headers=headers)

        page = context.new_page()
        page.route("**/*", serve)
        page.goto(f"{HOST}/")
        return page

    yield show
    context.close()
