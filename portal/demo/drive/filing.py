"""The repairer's part of the demo: a claim in four steps, its reading, its sending, where it is then."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

from portal.demo.drive.cases import DemoCase
from portal.demo.drive.driver import DemoStopped, Page, Visitor
from portal.demo.drive.telling import Teller

_READING_SECONDS = 180
_CONTROL_SECONDS = 120
_PAUSE_SECONDS = 0.5
_LIST = "en/repairer/claims/"


@dataclass(frozen=True, slots=True)
class FiledClaim:
    """A claim that was sent: its page, its reference, the first words of where it is."""

    case: DemoCase
    url: str
    reference: str
    status: str


def is_claimed(shop: Visitor, case: DemoCase) -> bool:
    """True when the list of the invoice's shop knows it already, drafts included; the shop stays chosen."""
    choose_shop(shop, case)
    found = shop.get(f"{_LIST}?q={case.invoice_number}")
    return any(case.invoice_number in row.get_text() for row in found.soup.select("tbody tr"))


def choose_shop(shop: Visitor, case: DemoCase) -> None:
    """Work for the company of the invoice from now on."""
    shop.send(shop.get("en/repairer/company/"), "/company/choose/", {"company": case.siren})


def status_of(page: Page) -> str:
    """Where the claim is, in the repairer's words."""
    return page.text("main .page-header .status")


def file_claim(shop: Visitor, case: DemoCase, tell: Teller) -> FiledClaim:
    """The four steps, then the wait for the outcome."""
    choose_shop(shop, case)
    page = shop.send(shop.get("en/repairer/claims/new/"), "/claims/new/", {"first": "appliance"})
    url = page.url.removesuffix("appliance/")
    page = _declare_appliance(shop, page, case)
    tell.say(f"step 1 saved: {case.product} {case.brand}; {page.text('main h1')} is next")
    page = shop.send(page, page.path, _customer(case))
    tell.say("step 2 saved: the customer")
    page = shop.send(page, "/documents/upload/", {"purpose": "invoice"}, [case.path])
    tell.say(f"invoice received: {case.file}")
    page = _await(shop, page.url, _is_read, _READING_SECONDS, "the reading of the invoice")
    tell.say(f"read: {_reading_in_words(page)}")
    fields = {
        "invoice_number": case.invoice_number,
        "invoiced_on": case.repaired_on,
        "total_incl_vat": case.total_incl_vat,
    }
    page = shop.send(page, "/documents/" if page.form("/documents/") else page.path, fields | {"go": "check"})
    tell.say("step 3 saved: the invoice as declared")
    points = [link.get_text(" ", strip=True) for link in page.soup.select("#open-points ~ ul a")]
    if points:
        raise DemoStopped(f"The claim cannot be sent yet: {'; '.join(points)}")
    sent = shop.send(page, page.path)
    reference = sent.text(".answer .code")
    tell.say(f"step 4, sent: {reference}, {sent.text('.answer .amount')}")
    page = _await(shop, url, lambda found: not _is_waiting(found), _CONTROL_SECONDS, "the controls")
    tell.say(f"outcome: {status_of(page)}")
    return FiledClaim(case, url, reference, status_of(page))


def _declare_appliance(shop: Visitor, page: Page, case: DemoCase) -> Page:
    """Step 1; faults are offered for the product that was chosen before."""
    appliance = {"product": page.option("product", case.product), "brand": case.brand}
    page = shop.send(page, page.path, appliance | {"go": "stay-faults"})
    return shop.send(
        page,
        page.path,
        {
            "fault": page.option("fault"),
            "workshop": page.option("workshop"),
            "commercial_reference": case.model,
            "identifier": case.identifier,
            "repaired_on": case.repaired_on,
        },
    )


def _customer(case: DemoCase) -> dict[str, str]:
    return {
        "title": case.title,
        "first_name": case.first_name,
        "last_name": case.last_name,
        "email": "customer@demo.example",
        "phone": "06 12 34 56 78",
        "postcode": case.postcode,
        "city": case.city,
    }


def _await(shop: Visitor, url: str, is_there: Callable[[Page], bool], seconds: float, what: str) -> Page:
    until = monotonic() + seconds
    while True:
        page = shop.get(url)
        if is_there(page):
            return page
        if monotonic() > until:
            raise DemoStopped(f"Waited {seconds:.0f} s for {what}: look at the terminal of the workers.")
        sleep(_PAUSE_SECONDS)


def _is_read(page: Page) -> bool:
    """The reading's panel is there and no longer asks again by itself."""
    panel = page.soup.select_one("#reading")
    return panel is not None and not panel.has_attr("hx-trigger") and panel.select_one(".notice") is not None


def _is_waiting(page: Page) -> bool:
    return status_of(page).startswith("Sent")


def _reading_in_words(page: Page) -> str:
    points = [point.get_text(" ", strip=True) for point in page.soup.select("#reading .notice li")]
    return " ".join([page.text("#reading .notice .notice-title"), *(f"[{point}]" for point in points)])
