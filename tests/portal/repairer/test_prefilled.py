"""What the reading filled in: to be checked until a person has, compared anew whenever something else is typed."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from claims.models import Claim
from tests.claims import stories
from tests.portal.repairer.shop import Shop, appliance_texts, at, customer_texts, fresh, send_files, upload

READ = {
    "invoice_number": stories.NUMBER,
    "invoiced_on": stories.INVOICED_ON.isoformat(),
    "total_incl_vat": "253,80",
}


@pytest.fixture
def read_claim(sound_shop: Shop, run_jobs: Callable[[], int]) -> Claim:
    """A draft in which everything that is declared was read on its invoice."""
    claim = sound_shop.draft()
    send_files(sound_shop, claim, upload(stories.SOUND))
    run_jobs()
    return claim


def shown(shop: Shop, claim: Claim, step: str = "documents") -> Any:
    """What the page of a step says of the reading."""
    return shop.get(f"claim-{step}", claim.public_id).context["result"]


def verdicts(shop: Shop, claim: Claim) -> dict[str, str]:
    return {field.label: field.verdict for field in shown(shop, claim).fields}


def invoice_page(claim: Claim, **texts: str) -> dict[str, str]:
    """What the page of step 3 sends, with what was filled in and the version that it showed."""
    return {"version": str(fresh(claim).version), **READ, **texts}


def test_a_value_that_was_filled_in_is_not_compared_with_itself(sound_shop: Shop, read_claim: Claim) -> None:
    found = verdicts(sound_shop, read_claim)
    labels = ("Invoice number", "Date of the invoice", "Total before the bonus", "IMEI or serial number", "Customer")
    assert [found[label] for label in labels] == ["To check"] * 5
    assert found["SIRET of the workshop"] == "Agrees"


@pytest.mark.parametrize("step", ["documents", "check"])
def test_both_steps_ask_to_check_and_neither_says_that_all_agrees(
    sound_shop: Shop, read_claim: Claim, step: str
) -> None:
    page = sound_shop.get(f"claim-{step}", read_claim.public_id)
    assert not page.context["result"].is_sound
    text = page.content.decode()
    assert "The invoice agrees with the claim" not in text
    assert "Check what we filled in from the invoice" in text


def test_what_is_to_check_is_a_press_away_and_nothing_typed_is_lost_on_the_way(
    sound_shop: Shop, read_claim: Claim
) -> None:
    page = BeautifulSoup(sound_shop.get("claim-documents", read_claim.public_id).content.decode(), "html.parser")
    ways = page.select("#reading-result li > *")
    invoice = at("claim-documents", read_claim.public_id)
    assert [way.get("href") or (way["form"], way["value"]) for way in ways] == [
        f"{invoice}#id_invoice_number",
        f"{invoice}#id_invoiced_on",
        f"{invoice}#id_total_incl_vat",
        ("step-form", "appliance"),
        ("step-form", "customer"),
    ]
    check = sound_shop.get("claim-check", read_claim.public_id).content.decode()
    assert f"{at('claim-appliance', read_claim.public_id)}#id_identifier" in check
    assert f"{at('claim-customer', read_claim.public_id)}#id_last_name" in check


def test_going_on_from_the_page_that_showed_them_confirms_its_values_only(sound_shop: Shop, read_claim: Claim) -> None:
    sound_shop.post("claim-documents", read_claim.public_id, data=invoice_page(read_claim))
    found = verdicts(sound_shop, read_claim)
    assert (found["Invoice number"], found["Total before the bonus"]) == ("Agrees", "Agrees")
    assert (found["IMEI or serial number"], found["Customer"]) == ("To check", "To check")
    assert fresh(read_claim).prefilled_fields.keys() == {"identifier", "customer.last_name", "customer.first_name"}


def test_a_claim_of_which_every_value_was_looked_at_agrees(sound_shop: Shop, read_claim: Claim) -> None:
    sound_shop.post("claim-documents", read_claim.public_id, data=invoice_page(read_claim))
    texts = appliance_texts(
        sound_shop, identifier=stories.IDENTIFIER, version=str(fresh(read_claim).version), brand=stories.BRAND
    )
    sound_shop.post("claim-appliance", read_claim.public_id, data=texts)
    names = customer_texts(last_name="Bernier", first_name="Noël", version=str(fresh(read_claim).version))
    sound_shop.post("claim-customer", read_claim.public_id, data=names)
    assert fresh(read_claim).prefilled_fields == {}
    assert shown(sound_shop, read_claim, "check").is_sound


@pytest.mark.parametrize("go", ["later", "appliance", "stay-reading"])
def test_going_elsewhere_confirms_nothing(sound_shop: Shop, read_claim: Claim, go: str) -> None:
    before = fresh(read_claim).prefilled_fields
    sound_shop.post("claim-documents", read_claim.public_id, data=invoice_page(read_claim, go=go))
    assert fresh(read_claim).prefilled_fields == before


def test_saving_while_one_types_confirms_nothing_but_what_was_typed(sound_shop: Shop, read_claim: Claim) -> None:
    texts = invoice_page(read_claim, total_incl_vat="300")
    sound_shop.post("claim-documents-autosave", read_claim.public_id, data=texts)
    left = fresh(read_claim).prefilled_fields
    assert "total_incl_vat" not in left
    assert {"invoice_number", "invoiced_on"} <= left.keys()


def test_a_page_made_before_the_reading_confirms_nothing(sound_shop: Shop, read_claim: Claim) -> None:
    before = fresh(read_claim).prefilled_fields
    empty = dict.fromkeys(READ, "")
    sound_shop.post("claim-documents", read_claim.public_id, data={"version": "1", **empty})
    assert fresh(read_claim).prefilled_fields == before
    assert fresh(read_claim).invoice_number == stories.NUMBER


@pytest.mark.parametrize(
    ("field", "typed", "label"),
    [
        ("invoice_number", "MINE-1", "Invoice number"),
        ("invoiced_on", "2026-09-18", "Date of the invoice"),
        ("total_incl_vat", "300", "Total before the bonus"),
    ],
)
@pytest.mark.parametrize("way", ["claim-documents", "claim-documents-autosave"])
def test_what_is_typed_over_a_filled_in_value_is_what_both_steps_compare(
    sound_shop: Shop, read_claim: Claim, field: str, typed: str, label: str, way: str
) -> None:
    sound_shop.post(way, read_claim.public_id, data=invoice_page(read_claim, **{field: typed}))
    assert verdicts(sound_shop, read_claim)[label] == "Differs"
    for step in ("documents", "check"):
        assert shown(sound_shop, read_claim, step).sentences
    assert "What differs on the invoice" in sound_shop.get("claim-check", read_claim.public_id).content.decode()


def test_another_name_than_the_invoices_is_said_at_both_steps(sound_shop: Shop, read_claim: Claim) -> None:
    texts = customer_texts(version=str(fresh(read_claim).version))
    sound_shop.post("claim-customer", read_claim.public_id, data=texts)
    assert verdicts(sound_shop, read_claim)["Customer"] == "Differs"
    for step in ("documents", "check"):
        assert any("Bernier" in sentence for sentence in shown(sound_shop, read_claim, step).sentences)


class TestWithScript:
    """The panel asks again after each saving, and is made of what is declared then."""

    def refreshed(self, shop: Shop, claim: Claim, **texts: str) -> BeautifulSoup:
        answer = shop.post("claim-reading", claim.public_id, data=invoice_page(claim, **texts))
        return BeautifulSoup(answer.content.decode(), "html.parser")

    def test_the_panel_of_a_finished_reading_follows_the_saving(self, sound_shop: Shop, read_claim: Claim) -> None:
        page = BeautifulSoup(sound_shop.get("claim-documents", read_claim.public_id).content.decode(), "html.parser")
        result = page.select_one("#reading-result")
        assert result is not None
        assert result["hx-trigger"] == "autosaved from:#step-form"
        assert page.select_one("#reading-fields") is not None

    def test_it_shows_what_was_typed_a_moment_ago(self, sound_shop: Shop, read_claim: Claim) -> None:
        texts = invoice_page(read_claim, invoice_number="MINE-1")
        sound_shop.post("claim-documents-autosave", read_claim.public_id, data=texts)
        panel = self.refreshed(sound_shop, read_claim, invoice_number="MINE-1")
        assert "MINE-1" in panel.select_one("#reading-fields").get_text()
        assert "is not the declared one" in panel.select_one("#reading-result").get_text()

    def test_it_leaves_the_form_alone_when_the_page_is_up_to_date(self, sound_shop: Shop, read_claim: Claim) -> None:
        panel = self.refreshed(sound_shop, read_claim)
        assert panel.select("[hx-swap-oob]") == []
