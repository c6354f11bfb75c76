"""Saving while typing, in a real browser, on a page that the test writes."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.frontend.answers import replying

pytestmark = pytest.mark.journey


DRAFT = """<form method="post" data-autosave="/save/" data-text-saving="Saving" data-text-failed="Not saved">
<input type="hidden" name="version" value="3"><label>Name <input name="name"></label>
<input type="file" name="file"><button>Next</button></form><p role="status" data-save-state></p>"""


def test_a_draft_is_saved_when_a_field_is_left_and_says_so(open_page: Callable[..., Page]) -> None:
    posted: list[Request] = []
    page = open_page(DRAFT, "autosave.js", replying(posted, message="Saved at 14:32", version=4))
    page.fill("[name=name]", "Léa")
    page.focus("button")
    expect(page.locator("[role=status]")).to_have_text("Saved at 14:32")
    assert len(posted) == 1
    assert parse_qs(posted[0].post_data or "") == {"version": ["3"], "name": ["Léa"]}
    assert posted[0].headers["x-requested-with"] == "autosave"
    assert page.input_value("[name=version]") == "4"


def test_a_draft_is_saved_two_seconds_after_the_last_key(open_page: Callable[..., Page]) -> None:
    posted: list[Request] = []
    page = open_page(DRAFT, "autosave.js", replying(posted, message="Saved", version=4))
    page.type("[name=name]", "abc")
    page.wait_for_timeout(1000)
    assert posted == []
    expect(page.locator("[role=status]")).to_have_text("Saved", timeout=4000)
    assert len(posted) == 1


def test_nothing_is_sent_when_nothing_changed(open_page: Callable[..., Page]) -> None:
    posted: list[Request] = []
    page = open_page(DRAFT, "autosave.js", replying(posted, message="Saved"))
    page.focus("[name=name]")
    page.focus("button")
    page.wait_for_timeout(300)
    assert posted == []


def test_a_newer_version_stops_the_saving_and_leads_to_it(open_page: Callable[..., Page]) -> None:
    posted: list[Request] = []
    conflict = replying(posted, 409, message="Changed in another tab.", url="/newer/", link="Open it")
    page = open_page(DRAFT, "autosave.js", conflict)
    page.fill("[name=name]", "a")
    page.focus("button")
    expect(page.locator("[role=status]")).to_have_text("Changed in another tab. Open it")
    assert page.get_attribute("[role=status] a", "href") == "/newer/"
    page.fill("[name=name]", "ab")
    page.focus("button")
    page.wait_for_timeout(300)
    assert len(posted) == 1


def test_a_lost_connection_is_told_and_the_next_change_is_sent_again(open_page: Callable[..., Page]) -> None:
    attempts: list[Request] = []

    def first_fails(route: Route, request: Request) -> None:
        attempts.append(request)
        if len(attempts) == 1:
            route.abort()
        else:
            route.fulfill(status=200, body='{"message": "Saved", "version": 4}', content_type="application/json")

    page = open_page(DRAFT, "autosave.js", first_fails)
    page.fill("[name=name]", "a")
    page.focus("button")
    expect(page.locator("[role=status]")).to_have_text("Not saved")
    page.fill("[name=name]", "ab")
    page.focus("button")
    page.wait_for_timeout(300)
    expect(page.locator("[role=status]")).to_have_text("Saved")
    assert parse_qs(attempts[-1].post_data or "")["name"] == ["ab"]


def test_a_form_is_sent_with_the_version_that_its_own_saving_under_way_makes(open_page: Callable[..., Page]) -> None:
    held: list[Route] = []
    sent: list[Request] = []

    def hold(route: Route, request: Request) -> None:
        if request.headers.get("x-requested-with") == "autosave":
            held.append(route)
        else:
            sent.append(request)
            route.fulfill(status=200, body="<!doctype html>", content_type="text/html")

    page = open_page(DRAFT, "autosave.js", hold)
    page.fill("[name=name]", "Lea")
    page.click("button", no_wait_after=True)
    page.wait_for_timeout(300)
    assert (len(held), sent) == (1, [])
    held[0].fulfill(status=200, body='{"message": "Saved", "version": 4}', content_type="application/json")
    page.wait_for_timeout(500)
    (form,) = sent
    assert parse_qs(form.post_data or "") == {"version": ["4"], "name": ["Lea"]}


def test_a_form_is_sent_although_the_saving_under_way_never_answers(open_page: Callable[..., Page]) -> None:
    sent: list[Request] = []

    def lose(route: Route, request: Request) -> None:
        if request.headers.get("x-requested-with") != "autosave":
            sent.append(request)
            route.fulfill(status=200, body="<!doctype html>", content_type="text/html")

    page = open_page(DRAFT, "autosave.js", lose)
    page.fill("[name=name]", "Léa")
    page.click("button", no_wait_after=True)
    page.wait_for_timeout(6000)
    assert len(sent) == 1
