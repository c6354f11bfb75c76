"""The repairer's four steps in a window, with or without script."""

import csv
from urllib.parse import urlsplit

from django.utils import translation
from playwright.sync_api import expect

from claims.labels import Audience, status_label
from claims.states import Status
from portal.demo.drive.cases import DemoCase, demo_cases
from tests.journeys.product import ROOT
from tests.journeys.watching import Watched

_READING_MS = 90_000


def case_of(form: str, number: int) -> DemoCase:
    """The demo's invoice of that form; counted from 1."""
    return demo_cases()[form][number - 1]


def label(status: Status, language: str, audience: Audience = Audience.REPAIRER) -> str:
    """What the screens call the status."""
    with translation.override(language):
        return str(status_label(status, audience))


def choose_company(window: Watched, case: DemoCase) -> None:
    """Work for the shop of the invoice from now on."""
    page = window.open("repairer/company/")
    page.locator("form[action$='/company/choose/'] [name=company]").select_option(case.siren)
    window.press("form[action$='/company/choose/'] button")


def declare(window: Watched, case: DemoCase, *, script: bool = True) -> str:
    """Steps 1 and 2; returns the address of the claim, on which step 3 is open now."""
    choose_company(window, case)
    window.open("repairer/claims/new/")
    page = window.press("button[name=first][value=appliance]")
    claim_url = page.url.removesuffix("appliance/")
    page.locator("[name=product]").select_option(label=_product_name(case, window.language))
    page.fill("[name=brand]", case.brand)
    if script:
        expect(page.locator("[name=fault] option").nth(1)).to_be_attached()
        expect(page.locator("#answer")).to_contain_text("€")
    else:
        window.press("button[value=stay-faults]")
        assert "€" in page.inner_text("#answer")
    page.locator("[name=fault]").select_option(index=1)
    page.fill("[name=identifier]", case.identifier)
    page.fill("[name=commercial_reference]", case.model)
    page.fill("[name=repaired_on]", case.repaired_on)
    page.locator("[name=workshop]").select_option(index=1)
    window.press("#step-form .button-row .btn-primary")
    page.locator("[name=title]").select_option(case.title)
    customer = {"first_name": case.first_name, "last_name": case.last_name, "postcode": case.postcode}
    customer |= {"email": "customer@demo.example", "phone": "06 12 34 56 78", "city": case.city}
    for name, value in customer.items():
        page.fill(f"[name={name}]", value)
    window.press("#step-form .button-row .btn-primary")
    return claim_url


def add_invoice(window: Watched, case: DemoCase, *, tone: str, script: bool = True) -> None:
    """Step 3: the file, its reading of the expected tone on the page, the declared values."""
    page = window.page
    result = f"#reading-result .notice.{tone}"
    page.set_input_files("#file-invoice", case.path)
    if not script:
        window.press("#document-invoice [data-without-script]")
        window.reload_until(lambda found: found.locator(result).count() > 0, "the reading")
    expect(page.locator(result)).to_be_visible(timeout=_READING_MS)
    if tone == "tone-info":
        expect(page.locator("[name=invoice_number]")).to_have_value(case.invoice_number)
        expect(page.locator("[name=invoiced_on]")).to_have_value(case.repaired_on)
    page.fill("[name=invoice_number]", case.invoice_number)
    page.fill("[name=invoiced_on]", case.repaired_on)
    page.fill("[name=total_incl_vat]", case.total_incl_vat)
    window.look()
    window.press("#step-form .button-row .btn-primary")


def send(window: Watched) -> str:
    """Step 4; returns the reference of the claim."""
    assert urlsplit(window.page.url).path.endswith("/check/"), window.page.url
    page = window.press("main form:has([name=idempotency_key]) .btn-primary")
    assert urlsplit(page.url).path.endswith("/sent/"), page.url
    return page.inner_text(".answer .code")


def await_status(window: Watched, claim_url: str, status: Status) -> None:
    """The claim's page says so, now or after the controls."""
    window.page.goto(claim_url)
    words = label(status, window.language)
    window.reload_until(lambda page: page.inner_text("main .page-header .status").strip() == words, words)


def _product_name(case: DemoCase, language: str) -> str:
    with (ROOT / "content" / "reference" / "products.csv").open(encoding="utf-8", newline="") as lines:
        return next(row[f"name_{language}"] for row in csv.DictReader(lines) if row["name_en"] == case.product)
