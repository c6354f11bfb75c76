"""Finance and the administrator in the demo: a batch by two people, its file, the report."""

from datetime import date
from hashlib import sha256
from io import BytesIO

from lxml import etree
from openpyxl import load_workbook

from portal.demo.drive.driver import DemoStopped, Page, Visitor
from portal.demo.drive.telling import Teller

_BATCHES = "en/backoffice/batches/"


def prepare_batch(maker: Visitor, today: date, tell: Teller) -> str:
    """Make a batch of all that can be paid, carried out today, and submit it; returns its address."""
    page = maker.get(_BATCHES)
    if page.form("/batches/new/") is None:
        raise DemoStopped("No approved claim can be paid at the moment.")
    page = maker.send(page, "/batches/new/", {"execution_on": today.isoformat()})
    tell.say(f"batch {_figures(page)}")
    page = maker.send(page, "/move/submit/")
    tell.say(f"submitted: {page.text('.claim-head-states .status')}")
    return page.url


def pay_batch(approver: Visitor, url: str, today: date, tell: Teller) -> None:
    """Approve, make the file, take it, mark the batch as paid."""
    page = approver.send(approver.get(url), "/approve/")
    tell.say(f"approved: {page.text('.claim-head-states .status')}")
    page = approver.send(page, "/move/export/")
    tell.say(f"file made and checked: {page.text('.claim-head-states .status')}")
    file = approver.send(page, "/file/").content
    tell.say(f"file taken: {_payment_file(file)}")
    if approver.send(page, "/file/").content != file:
        raise DemoStopped("The payment file differs when it is downloaded again.")
    page = approver.send(page, "/move/settle/", {"paid_on": today.isoformat()})
    tell.say(f"settled: {page.text('.claim-head-states .status')}")


def export_report(administrator: Visitor, tell: Teller) -> None:
    """The payment report by claim, as a workbook."""
    page = administrator.get("en/backoffice/reports/?kind=by_claim&basis=paid_on")
    workbook = load_workbook(BytesIO(administrator.send(page, "/reports/export/").content), read_only=True)
    sheet = workbook.worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row)]
    tell.say(f"report “{sheet.title}”: {len(rows)} rows with its header and sums")
    for row in rows[-3:]:
        tell.say("  " + " | ".join(str(value) for value in row if value is not None))


def _figures(page: Page) -> str:
    tiles = [tile.get_text(" ", strip=True) for tile in page.soup.select(".tile")]
    return f"{page.text('main h1')}: {', '.join(tiles)}"


def _payment_file(content: bytes) -> str:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    count, total = (root.findtext(f".//{{*}}GrpHdr/{{*}}{name}") for name in ("NbOfTxs", "CtrlSum"))
    return f"sha256 {sha256(content).hexdigest()}, {count} transfers, {total} EUR"
