"""The same pages where no script runs."""

import pytest

from claims.states import Status
from tests.journeys.claiming import add_invoice, await_status, case_of, declare, send
from tests.journeys.conftest import OpenWindow

pytestmark = pytest.mark.journey


def test_a_claim_is_filed_and_decided_without_script(window: OpenWindow) -> None:
    case = case_of("defective", 3)
    shop = window("shops", "fr", java_script_enabled=False)
    claim_url = declare(shop, case, script=False)
    add_invoice(shop, case, tone="tone-wait", script=False)
    reference = send(shop)
    await_status(shop, claim_url, Status.IN_REVIEW)

    reviewer = window("officer", "fr", java_script_enabled=False)
    page = reviewer.open("backoffice/queue/")
    with page.expect_navigation():
        page.get_by_role("button", name=reference, exact=True).click()
    page.locator(".decision-refuse > summary").click()
    form = page.locator(".decision-refuse form")
    form.locator("[name=refuse-reason]").select_option(index=2)
    form.locator("[name=refuse-message]").fill("")
    reviewer.press(".decision-refuse button[name=preview]")
    assert page.input_value("[name=refuse-message]")
    reviewer.press(".decision-refuse button[value=stay]")
    await_status(shop, claim_url, Status.REFUSED)
