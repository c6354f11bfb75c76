"""The script modules in a real browser, on a page that the test writes: what they add, and what they never do."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.frontend.answers import replying

pytestmark = pytest.mark.journey


BOX = """<div data-upload="/up/" data-field="file" data-accept=".pdf,.jpg" data-max-bytes="50" data-refresh=""
data-text-sending="Sending" data-text-sent="Received" data-text-retry="Try again" data-text-remove="Remove"
data-text-too-large="Too large" data-text-wrong-type="Wrong type" data-text-empty="Empty" data-text-offline="Offline"
data-text-server="Server" data-text-sign-in="Sign in"><form method="post" action="/up/" enctype="multipart/form-data">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="file" name="file" multiple>
<button data-without-script>Send</button></form><ul class="upload-list"></ul></div>"""


def choose(page: Page, name: str, content: bytes) -> None:
    page.set_input_files("input[type=file]", [{"name": name, "mimeType": "application/pdf", "buffer": content}])


def test_a_file_is_sent_at_once_with_the_token_of_the_form(open_page: Callable[..., Page]) -> None:
    posted: list[Request] = []
    page = open_page(BOX, "upload.js", replying(posted))
    expect(page.locator("[data-without-script]")).to_be_hidden()
    choose(page, "invoice.pdf", b"%PDF-1.7")
    expect(page.locator(".upload-list")).to_contain_text("Received")
    body = (posted[0].post_data_buffer or b"").decode()
    assert re.search(r'name="csrfmiddlewaretoken"\s+token', body)
    assert 'name="file"; filename="invoice.pdf"' in body


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("a.exe", b"x", "Wrong type"), ("a.pdf", b"", "Empty"), ("a.pdf", b"x" * 51, "Too large")],
)
def test_what_cannot_be_accepted_is_told_before_sending(
    open_page: Callable[..., Page], name: str, content: bytes, sentence: str
) -> None:
    posted: list[Request] = []
    page = open_page(BOX, "upload.js", replying(posted))
    choose(page, name, content)
    expect(page.locator(".upload-list .failure")).to_have_text(sentence)
    assert posted == []


@pytest.mark.parametrize(
    ("status", "told", "sentence"),
    [(422, {"message": "The PDF is locked."}, "The PDF is locked."), (413, {}, "Too large"), (500, {}, "Server")],
)
def test_a_refusal_is_told_with_the_file_and_can_be_tried_again(
    open_page: Callable[..., Page], status: int, told: dict[str, str], sentence: str
) -> None:
    attempts: list[Request] = []

    def first_fails(route: Route, request: Request) -> None:
        attempts.append(request)
        if len(attempts) == 1:
            route.fulfill(status=status, body=json.dumps(told), content_type="application/json")
        else:
            route.fulfill(status=201, body="{}", content_type="application/json")

    page = open_page(BOX, "upload.js", first_fails)
    choose(page, "<b>invoice</b>.pdf", b"%PDF")
    expect(page.locator(".failure")).to_have_text(sentence)
    expect(page.locator(".upload-list")).to_contain_text("<b>invoice</b>.pdf")
    page.click("text=Try again")
    expect(page.locator(".upload-list")).to_contain_text("Received")
    assert len(attempts) == 2


def test_a_cut_connection_has_its_own_sentence(open_page: Callable[..., Page]) -> None:
    page = open_page(BOX, "upload.js", lambda route, request: route.abort())
    choose(page, "invoice.pdf", b"%PDF")
    expect(page.locator(".failure")).to_have_text("Offline")


KEYS = """<div data-shortcuts><button data-key="a">Approve</button><textarea data-key="n"></textarea>
<a data-key="p" href="#previous">Previous</a></div><input type="checkbox" data-shortcuts-switch><input name="other">"""


def test_keys_press_what_they_name_but_never_while_typing(open_page: Callable[..., Page]) -> None:
    page = open_page(KEYS, "shortcuts.js")
    page.keyboard.press("p")
    assert page.url.endswith("#previous")
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.dataset.key") == "a"
    page.keyboard.press("n")
    page.keyboard.type("pa")
    assert page.input_value("textarea") == "pa"


def test_keys_with_a_modifier_belong_to_the_browser(open_page: Callable[..., Page]) -> None:
    page = open_page(KEYS, "shortcuts.js")
    page.keyboard.press("Control+p")
    page.keyboard.press("Alt+p")
    assert "#previous" not in page.url


def test_keys_can_be_turned_off_for_good(open_page: Callable[..., Page]) -> None:
    page = open_page(KEYS, "shortcuts.js")
    page.uncheck("[data-shortcuts-switch]")
    page.reload()
    assert not page.is_checked("[data-shortcuts-switch]")
    page.keyboard.press("p")
    assert "#previous" not in page.url


FORMS = """<div data-error-summary tabindex="-1"><a href="#field">Name</a></div>
<form method="post" action="/send/"><div class="field"><input id="field" name="name"></div>
<button data-confirm="sure">Cancel</button></form>
<dialog id="sure"><form method="dialog"><button value="yes">Yes</button>
<button value="no">No</button></form></dialog>"""


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(open_page: Callable[..., Page]) -> None:
    page = open_page(FORMS, "page.js")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.click("text=Name")
    assert page.evaluate("document.activeElement.id") == "field"


def test_a_dialog_asks_before_the_form_goes_and_no_means_no(open_page: Callable[..., Page]) -> None:
    posted: list[Request] = []
    page = open_page(FORMS, "page.js", replying(posted))
    page.click("text=Cancel")
    page.click("text=No")
    page.wait_for_timeout(200)
    assert posted == []
    page.click("text=Cancel")
    with page.expect_response("**/send/"):
        page.click("text=Yes")
    assert len(posted) == 1


def test_a_form_is_sent_once_however_often_it_is_clicked(open_page: Callable[..., Page]) -> None:
    posted: list[Request] = []

    def slowly(route: Route, request: Request) -> None:
        posted.append(request)
        # Never answered: the page stays, as it does while a slow server works.

    page = open_page('<form method="post" action="/send/"><button>Go</button></form>', "page.js", slowly)
    page.evaluate("() => { for (let i = 0; i < 5; i++) document.querySelector('button').click(); }")
    page.wait_for_timeout(300)
    assert len(posted) == 1
