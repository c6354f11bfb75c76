"""A page that is looked at: nothing for axe to find, no policy broken, no other host asked, no sideways scrolling."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

_SCREENSHOTS = os.environ.get("JOURNEY_SCREENSHOTS", "")
_WAIT_SECONDS = 90
_HELD_AGAINST_US = re.compile(r"Content Security Policy|Content-Security-Policy|Uncaught|TypeError|SyntaxError")


class Watched:
    """One person's browser window; `look` says what stands on the page and fails when something is wrong with it."""

    def __init__(self, context: BrowserContext, url: str, language: str, name: str, *, script: bool = True) -> None:
        self.context, self.url, self.language, self.name = context, url, language, name
        self.runs_script = script
        self.wrong: list[str] = []
        self.looked = 0
        self._host = urlsplit(url).netloc
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.wrong.append(f"script error: {error.error}"))
        self.page: Page = context.new_page()

    def open(self, path: str) -> Page:
        """Go to the page at this path, in the window's language, and look at it."""
        self.page.goto(f"{self.url}/{self.language}/{path}")
        return self.look()

    def press(self, selector: str) -> Page:
        """Press the button or link, wait for the page that comes, look at it."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        return self.look()

    def look(self) -> Page:
        """Check the page that is there."""
        self.page.wait_for_load_state("networkidle")
        self.looked += 1
        place = f"{self.name} {self.language} {urlsplit(self.page.url).path}"
        self.picture()
        assert self.overflow() <= 0, f"{place} is wider than the window by {self.overflow()} px"
        # axe is a script itself.
        found = axe_findings(self.page) if self.runs_script else []
        assert not found, f"{place}: {found}"
        assert not self.wrong, f"{place}: {self.wrong}"
        return self.page

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def picture(self, suffix: str = "") -> None:
        """Keep a picture of the whole page in the folder that JOURNEY_SCREENSHOTS names, if it names one."""
        if not _SCREENSHOTS:
            return
        folder = Path(_SCREENSHOTS) / self.name / self.language
        path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", urlsplit(self.page.url).path).strip("/").replace("/", "_")
        self.page.screenshot(path=folder / f"{self.looked:03}-{path}{suffix}.png", full_page=True)

    def reload_until(self, is_there: Callable[[Page], bool], what: str) -> Page:
        """Load the page anew until it shows what is waited for."""
        until = monotonic() + _WAIT_SECONDS
        while not is_there(self.page):
            assert monotonic() < until, f"waited {_WAIT_SECONDS} s for {what} on {self.page.url}"
            self.page.wait_for_timeout(250)
            self.page.reload()
        return self.look()

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._host:
            self.wrong.append(f"request to {parts.netloc}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if _HELD_AGAINST_US.search(message.text):
            self.wrong.append(f"console: {message.text}")


def axe_findings(page: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, best practices included; with `rules` those only. Each with the places it is about."""
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{found['id']}: {found['help']} at {[node['target'] for node in found['nodes'][:4]]} "
        f"({found['nodes'][0].get('failureSummary', '')[:200]})"
        for found in violations
    ]
