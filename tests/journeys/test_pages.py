"""The main pages of every role, in both languages, from a wide screen to a small phone, light and dark."""

from itertools import product as every
from urllib.parse import urlsplit

import pytest

from tests.journeys.conftest import OpenWindow
from tests.journeys.watching import Watched, axe_findings

pytestmark = pytest.mark.journey

WIDTHS = (1280, 390, 320)
_HEIGHT = 800
# A page by its path, or what the first link or button of that kind leads to, after an arrow.
PAGES = {
    "": (
        "",
        "coverage/",
        "amounts/",
        "brands/",
        "repairers/",
        "repairers/?postcode=69003",
        "news/",
        "account/login/",
        "account/password/reset/",
    ),
    "owner": (
        "repairer/",
        "repairer/claims/",
        "repairer/claims/ -> main tbody a[href*='/claims/']",
        "repairer/claims/new/",
        "repairer/claims/?q=Philips -> main tbody a[href*='/claims/'] -> .page-header-actions a",
        "repairer/payments/",
        "repairer/payments/ -> main a[href*='/payments/']",
        "repairer/bank-account/",
        "repairer/bank-account/add/",
        "repairer/brands/",
        "repairer/company/",
        "repairer/team/",
        "account/2fa/",
    ),
    "officer": (
        "backoffice/",
        "backoffice/queue/",
        "backoffice/queue/ -> main tbody .btn-cell",
        "backoffice/claims/",
        "backoffice/claims/?search= -> main tbody a[href*='/claims/']",
    ),
    "approver": (
        "backoffice/",
        "backoffice/batches/",
        "backoffice/batches/ -> main tbody a[href*='/batches/']",
        "backoffice/bank-accounts/",
        "backoffice/reports/?kind=by_claim&basis=paid_on",
    ),
    "admin": (
        "backoffice/",
        "backoffice/people/",
        "backoffice/people/ -> main tbody a[href*='/people/']",
        "backoffice/people/invite/",
        "backoffice/jobs/",
        "backoffice/mails/",
    ),
}


@pytest.mark.parametrize("login", PAGES)
def test_pages_are_accessible_and_fit_every_screen_in_light_and_dark(window: OpenWindow, login: str) -> None:
    wrong: list[str] = []
    for language in ("fr", "en"):
        watched = window(login, language, viewport={"width": WIDTHS[0], "height": _HEIGHT})
        for path in PAGES[login]:
            go_to(watched, path)
            wrong += what_is_wrong(watched)
    assert not wrong, "\n".join(wrong)


def go_to(watched: Watched, path: str) -> None:
    """Open the page, then what follows the arrows."""
    first, *links = path.split(" -> ")
    response = watched.page.goto(f"{watched.url}/{watched.language}/{first}")
    assert response is not None
    assert response.status == 200, f"{first} answers {response.status}"
    for selector in links:
        with watched.page.expect_navigation():
            watched.page.locator(selector).first.click()


def what_is_wrong(watched: Watched) -> list[str]:
    """Width and findings of axe at each size, in light and dark."""
    page = watched.page
    page.wait_for_load_state("networkidle")
    place = f"{watched.name} {watched.language} {urlsplit(page.url).path}"
    found = [f"{place}: {sentence}" for sentence in watched.wrong]
    watched.wrong.clear()
    for width, scheme in every(WIDTHS, ("light", "dark")):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": _HEIGHT})
        watched.looked += 1
        watched.picture(f"-{width}-{scheme}")
        if watched.overflow() > 0:
            found.append(f"{place} at {width} px, {scheme}: {watched.overflow()} px too wide")
        # Dark changes colours and nothing else.
        rules = ("color-contrast",) if scheme == "dark" else ()
        found += [f"{place} at {width} px, {scheme}: {sentence}" for sentence in axe_findings(page, rules)]
    page.set_viewport_size({"width": WIDTHS[0], "height": _HEIGHT})
    return found
