"""The main job, from an invoice to the money, by everybody who has a part in it, in both languages."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from playwright.sync_api import expect

from claims.labels import Audience
from claims.states import Status
from core import clock
from tests.journeys.claiming import add_invoice, await_status, case_of, declare, label, send
from tests.journeys.conftest import OpenWindow
from tests.journeys.people import confirm_if_asked
from tests.journeys.watching import Watched

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("language", "number", "officer"), [("fr", 1, "officer"), ("en", 2, "officer2")])
def test_a_repair_is_reimbursed_from_the_invoice_to_the_money(
    window: OpenWindow, language: str, number: int, officer: str
) -> None:
    shop = window("shops", language)
    shop.open("repairer/")
    sound_url = declare(shop, case_of("pdf", number))
    add_invoice(shop, case_of("pdf", number), tone="tone-info")
    sound = send(shop)
    await_status(shop, sound_url, Status.APPROVED)

    flawed_url = declare(shop, case_of("defective", number))
    add_invoice(shop, case_of("defective", number), tone="tone-wait")
    flawed = send(shop)
    await_status(shop, flawed_url, Status.IN_REVIEW)

    reviewer = window(officer, language)
    ask_for_correction_by_keyboard(reviewer, flawed)
    await_status(shop, flawed_url, Status.CORRECTION_REQUESTED)
    correct_and_send_again(shop)
    await_status(shop, flawed_url, Status.IN_REVIEW)
    approve_all_the_same(reviewer, flawed)
    await_status(shop, flawed_url, Status.APPROVED)

    batch_url = prepare_batch(window("maker", language))
    pay(window("approver", language), batch_url)
    row_is_in_the_report(window("admin", language), sound)
    for url in (sound_url, flawed_url):
        await_status(shop, url, Status.PAID)
    shop.open("repairer/payments/")
    shop.open("repairer/claims/?tab=all")


def open_in_queue(reviewer: Watched, reference: str) -> None:
    """Take the claim out of the queue; its invoice is there with boxes around what was read."""
    page = reviewer.open("backoffice/queue/")
    with page.expect_navigation():
        page.get_by_role("button", name=reference, exact=True).click()
    reviewer.look()
    assert page.locator(".sheet svg rect.box").count() > 0
    picture = page.locator(".sheet img").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert page.locator(".findings > li").count() > 0


def ask_for_correction_by_keyboard(reviewer: Watched, reference: str) -> None:
    """C opens the request with the suggested reason and its words; Enter sends it and opens the next claim."""
    open_in_queue(reviewer, reference)
    page = reviewer.page
    page.keyboard.press("c")
    request = page.locator(".decision-correct")
    expect(request).to_have_attribute("open", "")
    expect(request.locator("[name=correct-message]")).not_to_have_value("")
    reviewer.look()
    expect(request.locator("[data-first]")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reviewer.look()
    assert reference in page.inner_text("main")


def correct_and_send_again(shop: Watched) -> None:
    """From the claim's page through what was asked for to sending."""
    shop.press(".page-header-actions a.btn-primary")
    shop.press(".button-row a.btn-primary")
    shop.open(shop.page.url.split(f"/{shop.language}/", 1)[1].rsplit("/", 2)[0] + "/check/")
    send(shop)


def approve_all_the_same(reviewer: Watched, reference: str) -> None:
    """Each finding that forbids approval is set aside with a word why."""
    open_in_queue(reviewer, reference)
    page = reviewer.page
    page.keyboard.press("a")
    form = page.locator(".decision-approve form")
    for box in form.locator("input[type=checkbox]").all():
        box.check()
    for why in form.locator("input[name^='approve-why_']").all():
        why.fill("Seen on the original.")
    reviewer.look()
    reviewer.press(".decision-approve button[value=stay]")
    words = label(Status.APPROVED, reviewer.language, Audience.OFFICER)
    assert page.locator(".claim-head-states .status").first.inner_text().strip() == words


def prepare_batch(maker: Watched) -> str:
    """Everything that can be paid, carried out today, submitted."""
    page = maker.open("backoffice/batches/")
    page.fill("[name=execution_on]", clock.today().isoformat())
    maker.press("form[action$='/batches/new/'] button")
    maker.press("form[action$='/move/submit/'] button")
    return page.url


def pay(approver: Watched, batch_url: str) -> None:
    """Approve, make the file, take it twice, mark it as paid."""
    page = approver.page
    page.goto(batch_url)
    approver.look()
    approver.press("form[action$='/approve/'] button")
    if confirm_if_asked(approver):
        approver.press("form[action$='/approve/'] button")
    approver.press("form[action$='/move/export/'] button")
    first, second = (taken(approver, "form[action$='/file/'] button") for _ in range(2))
    assert first == second
    root = etree.fromstring(first)
    assert etree.QName(root[0]).namespace == "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
    count = int(root.findtext(".//{*}GrpHdr/{*}NbOfTxs") or 0)
    assert count == len(root.findall(".//{*}CdtTrfTxInf")) > 0
    approver.press("form[action$='/move/settle/'] button")
    assert page.locator("form[action*='/move/']").count() == 0


def row_is_in_the_report(administrator: Watched, reference: str) -> None:
    """The Excel report holds the claim with a real day and a real amount."""
    administrator.open("backoffice/reports/")
    administrator.press(".report-form > button")
    book = load_workbook(BytesIO(taken(administrator, "form[action$='/reports/export/'] button")))
    sheet = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    row = next(row for row in rows if reference in row)
    assert any(isinstance(value, datetime) for value in row)
    assert 50 in row
    assert sheet.freeze_panes


def taken(window: Watched, selector: str) -> bytes:
    """The file that the button gives."""
    with window.page.expect_download() as download:
        window.page.locator(selector).first.click()
    return Path(download.value.path()).read_bytes()
