"""The officer's part of the demo: what the controls flagged is decided."""

from portal.demo.drive.driver import DemoStopped, Page, Visitor
from portal.demo.drive.filing import FiledClaim
from portal.demo.drive.telling import Teller


def decide(officer: Visitor, claim: FiledClaim, tell: Teller) -> None:
    """Ask for a correction where the invoice is defective, for the reason that the finding suggests; else approve."""
    public_id = claim.url.rstrip("/").rsplit("/", 1)[-1]
    page = officer.get(f"en/backoffice/queue/{public_id}/")
    if page.form("/open/"):
        page = officer.send(page, "/open/")
    findings = [found.get_text(" ", strip=True) for found in page.soup.select(".findings > li > strong")]
    tell.say(f"{claim.reference} opened; found: {', '.join(findings) or 'nothing'}")
    if claim.case.form == "defective":
        kind, fields = _against(page)
    else:
        kind, fields = "approve", _approval(page)
    answer = officer.send(page, f"/{kind}/", fields | {"then": "stay"})
    tell.say(f"{claim.reference}: {answer.text('.claim-head-states .status')}")


def _against(page: Page) -> tuple[str, dict[str, str]]:
    """A request for correction if the suggested reason allows one, else the refusal."""
    for kind in ("correct", "refuse"):
        chosen = page.soup.select_one(f"select[name={kind}-reason] option[selected]")
        if chosen is not None and chosen.get("value"):
            return kind, {}
    raise DemoStopped("The controls suggest no reason for this claim: decide it on the screen.")


def _approval(page: Page) -> dict[str, str]:
    """Each finding that forbids approval is set aside with a word why."""
    aside = [str(box["name"]) for box in page.soup.select("input[name^=approve-aside_]")]
    words = {name.replace("aside_", "why_"): "Compared with the picture by hand: it agrees." for name in aside}
    return dict.fromkeys(aside, "on") | words
