"""The ways from one step to another: on pages with fields all of them save what was typed, be it right or wrong."""

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag

from claims.models import Claim
from tests.factories.claims import SentClaimFactory
from tests.portal.repairer.shop import Shop, appliance_texts, at, customer_texts, fresh, invoice_texts

STEPS = ("appliance", "customer", "documents", "check")


def page_of(shop: Shop, claim: Claim, step: str) -> BeautifulSoup:
    return BeautifulSoup(shop.get(f"claim-{step}", claim.public_id).content.decode(), "html.parser")


def of_the_form(page: BeautifulSoup) -> list[Tag]:
    """The buttons of the page's form, in the order of the page: the first is the one that the Enter key presses."""
    form = page.select_one("#step-form")
    assert form is not None
    return [
        button
        for button in page.select("button:not([type=button])")
        if button.get("form", "") == "step-form" or (button in form.select("button") and not button.get("form"))
    ]


@pytest.mark.parametrize("here", STEPS[:3])
def test_no_way_to_another_step_is_a_plain_link(shop: Shop, here: str) -> None:
    claim = shop.draft()
    page = page_of(shop, claim, here)
    steps = {at(f"claim-{step}", claim.public_id) for step in STEPS}
    assert [link for link in page.select("main a[href]") if link["href"] in steps] == []
    ways = [button.get("value") for button in page.select("nav .steps button[form=step-form][name=go]")]
    assert ways == [step for step in STEPS if step != here]


@pytest.mark.parametrize(
    ("here", "back"), [("appliance", "later"), ("customer", "appliance"), ("documents", "customer")]
)
def test_the_way_back_saves_too(shop: Shop, here: str, back: str) -> None:
    button = page_of(shop, shop.draft(), here).select_one("button.back-link")
    assert button is not None
    assert (button["form"], button["name"], button["value"]) == ("step-form", "go", back)


@pytest.mark.parametrize("here", STEPS[:3])
def test_the_enter_key_goes_on_and_not_back(shop: Shop, here: str) -> None:
    first = of_the_form(page_of(shop, shop.draft(), here))[0]
    assert first.get("name") is None
    assert first.get_text() == "Save and continue"


def test_the_last_step_has_nothing_to_save_and_plain_links(shop: Shop) -> None:
    claim = shop.draft()
    page = page_of(shop, claim, "check")
    assert [link["href"] for link in page.select("nav .steps a")] == [
        at(f"claim-{step}", claim.public_id) for step in STEPS[:3]
    ]


@pytest.mark.parametrize("there", STEPS)
def test_what_was_typed_is_saved_on_the_way_even_what_is_wrong(shop: Shop, there: str) -> None:
    claim = shop.draft()
    texts = customer_texts(email="not an address", go=there)
    assert shop.post("claim-customer", claim.public_id, data=texts).url == at(f"claim-{there}", claim.public_id)
    saved = fresh(claim)
    assert (saved.customer.last_name, saved.customer.email) == ("Durand", "")
    assert saved.rejected_input == {"customer.email": "not an address"}
    assert 'value="not an address"' in shop.get("claim-customer", claim.public_id).content.decode()


@pytest.mark.parametrize("there", STEPS)
def test_every_step_can_be_left_for_every_other(shop: Shop, there: str) -> None:
    claim = shop.draft()
    pages = {"appliance": appliance_texts(shop), "customer": customer_texts(), "documents": invoice_texts()}
    for here, texts in pages.items():
        answer = shop.post(f"claim-{here}", claim.public_id, data=texts | {"go": there})
        assert answer.url == at(f"claim-{there}", claim.public_id)
    saved = fresh(claim)
    assert (saved.identifier, saved.customer.city, saved.own_reference) == ("SN 4711 0815", "Lyon", "OR-77")


@pytest.mark.parametrize("go", ["nowhere", "https://example.org/", "sent", "\r\nSet-Cookie: a=b"])
def test_a_place_that_is_not_ours_is_the_next_step(shop: Shop, go: str) -> None:
    claim = shop.draft()
    answer = shop.post("claim-customer", claim.public_id, data=customer_texts(go=go))
    assert answer.url == at("claim-documents", claim.public_id)


def test_a_page_stays_at_the_place_that_its_button_names(shop: Shop) -> None:
    claim = shop.draft()
    answer = shop.post("claim-documents", claim.public_id, data=invoice_texts(go="stay-reading"))
    assert answer.url == f"{at('claim-documents', claim.public_id)}#reading"


def test_the_way_out_of_a_sent_claim_saves_nothing(shop: Shop) -> None:
    claim = SentClaimFactory(repairer=shop.repairer)
    before = Claim.objects.values().get(pk=claim.pk)
    answer = shop.post("claim-customer", claim.public_id, data=customer_texts(go="appliance"))
    assert answer.url == at("claim-detail", claim.public_id)
    assert Claim.objects.values().get(pk=claim.pk) == before
