"""A visitor of the running product: pages over HTTP, their forms filled in and sent as a browser would."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from time import sleep
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup, Tag

from portal.demo.people import PASSWORD, DemoPerson, code_of

_TIMEOUT_SECONDS = 60


class DemoStopped(Exception):
    """The product answered something that the demo cannot go on with; the sentence says what."""


class Page:
    """One page that came back."""

    def __init__(self, response: requests.Response) -> None:
        self.url = response.url
        self.content = response.content
        is_html = "html" in response.headers.get("Content-Type", "")
        self.soup = BeautifulSoup(response.text if is_html else "", "html.parser")

    @property
    def path(self) -> str:
        """What follows the host."""
        return urlsplit(self.url).path

    def text(self, selector: str) -> str:
        """The words of the first element there; empty when there is none."""
        found = self.soup.select_one(selector)
        return "" if found is None else " ".join(found.get_text(" ").split())

    def links(self, selector: str) -> list[str]:
        """The addresses of the links there."""
        return [urljoin(self.url, str(link["href"])) for link in self.soup.select(selector)]

    def form(self, action: str) -> Tag | None:
        """The first form whose address ends so."""
        for form in self.soup.select("form[method=post]"):
            if urlsplit(urljoin(self.url, str(form.get("action") or ""))).path.endswith(action):
                return form
        return None

    def option(self, field: str, label: str = "") -> str:
        """The value of the option with this label, the first one that chooses something when none is given."""
        for option in self.soup.select(f"select[name={field}] option"):
            if option.get("value") and option.get_text(strip=True).startswith(label):
                return str(option["value"])
        raise DemoStopped(f"The page {self.path} offers no “{label}” in the list “{field}”.")


class Visitor:
    """One person with a browser session of their own; pages are asked for in English."""

    def __init__(self, url: str, person: DemoPerson) -> None:
        self._url = url.rstrip("/") + "/"
        self._session = requests.Session()
        self._session.trust_env = False
        self._person = person

    def sign_in(self) -> None:
        """Sign in with the password and, where the product asks for it, the second factor."""
        page = self.get("en/account/login/")
        page = self.send(page, "/login/", {"login": self._person.email, "password": PASSWORD})
        if page.path.endswith("/2fa/authenticate/"):
            page = self._show_factor(page, "/authenticate/")
        if "/account/" in page.path:
            raise DemoStopped(
                f"{self._person.email} cannot sign in at {self._url}: is this the demo, with its own people?"
            )

    def get(self, path: str) -> Page:
        """The page at this path below the product's address, or at this address."""
        return self._taken("GET", urljoin(self._url, path))

    def send(
        self, page: Page, action: str, fields: Mapping[str, str] | None = None, files: Iterable[Path] = ()
    ) -> Page:
        """Fill in and send the page's form with that address. What the form holds already goes along."""
        form = page.form(action)
        if form is None:
            raise DemoStopped(f"The page {page.path} has no form for …{action}")
        data = _held_by(form) | dict(fields or {})
        address = urljoin(page.url, str(form.get("action") or ""))
        parts = [("file", (file.name, file.read_bytes())) for file in files]
        answer = self._taken("POST", address, data=data, files=parts or None, referer=page.url)
        if answer.path.endswith("/reauthenticate/"):
            # A sensitive act: the product wants to see the factor again, then shows the page to press again.
            answer = self.send(self._show_factor(answer, "/reauthenticate/"), action, fields, files)
        return answer

    def _show_factor(self, page: Page, action: str) -> Page:
        """Enter the present code; each code counts once, so one that was shown before is waited out."""
        for _attempt in range(2):
            code, seconds = code_of(self._person.email)
            page = self._taken("POST", page.url, data={**_held_by(page.form(action)), "code": code}, referer=page.url)
            if not page.path.endswith(action):
                break
            sleep(seconds + 1)
        return page

    def _taken(
        self,
        method: str,
        address: str,
        *,
        data: dict[str, str] | None = None,
        files: list[tuple[str, tuple[str, bytes]]] | None = None,
        referer: str = "",
    ) -> Page:
        try:
            response = self._session.request(
                method, address, data=data, files=files, headers={"Referer": referer}, timeout=_TIMEOUT_SECONDS
            )
        except requests.RequestException as error:
            raise DemoStopped(f"Nothing answers at {self._url}: start the product first, with: make run") from error
        page = Page(response)
        if response.status_code >= 400:
            why = page.text("[data-error-summary] ul") or page.text("h1") or "no words"
            raise DemoStopped(f"{method} {page.path} answered {response.status_code}: {why}")
        return page


def _held_by(form: Tag | None) -> dict[str, str]:
    """What the form would send untouched, its buttons left out."""
    held: dict[str, str] = {}
    for field in form.select("input[name], textarea[name], select[name]") if form else ():
        name, kind = str(field["name"]), str(field.get("type") or "")
        if field.name == "select":
            chosen = field.select_one("option[selected]") or field.select_one("option")
            held[name] = str(chosen.get("value") or "") if chosen else ""
        elif field.name == "textarea":
            held[name] = field.get_text().removeprefix("\n")
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                held[name] = str(field.get("value") or "on")
        elif kind not in ("file", "submit", "button"):
            held[name] = str(field.get("value") or "")
    return held
