"""The public pages answer in both languages, whatever is asked of them, and never with an error of ours."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from content.models import Product
from tests.factories.certification import CertificateFactory, RepairerFactory, WorkshopFactory
from tests.factories.content import (
    BrandFactory,
    OtherProducerOrganisationFactory,
    ProductFactory,
    ProductFamilyFactory,
    SupportRateFactory,
)

pytestmark = pytest.mark.django_db

ADDRESSES = ["", "coverage/", "amounts/", "brands/", "repairers/", "news/"]
HOSTILE = [
    "\x00",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "é" * 3000,
    "🙂",
    "-1",
    "1e999",
    "%",
    "NaN",
    "2026-13-45",
]


def page_of(client: Client, address: str, **asked: str) -> BeautifulSoup:
    response = client.get(f"{address}?{urlencode(asked)}" if asked else address)
    assert response.status_code == 200, (address, response.status_code)
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def washer() -> Product:
    family = ProductFamilyFactory(code="large", name_fr="Gros électroménager", name_en="Large appliances")
    product = ProductFactory(
        family=family, code="washer", name_fr="Lave-linge", name_en="Washing machine", circular_part_bonus_percent=20
    )
    SupportRateFactory(product=product, amount=Decimal("50.00"), minimum_bill=Decimal("80.00"))
    return product


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_its_language_one_heading_one_main_and_the_other_language(
    client: Client, language: str, address: str, washer: Product
) -> None:
    page = page_of(client, f"/{language}/{address}")
    other = "en" if language == "fr" else "fr"
    assert page.html["lang"] == language
    assert len(page.select("h1")) == len(page.select("main")) == 1
    assert page.title.get_text(strip=True)
    assert page.select_one("a.skip-link")["href"] == "#main"
    switch = page.select_one(f"a[hreflang={other}]")
    assert switch["lang"] == other
    assert switch["href"] == f"/{other}/{address}"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_visitor_gets_no_cookie(client: Client, address: str) -> None:
    client.get(f"/en/{address}")
    assert not client.cookies


@pytest.mark.parametrize("bad", HOSTILE)
def test_bad_input_is_told_to_the_visitor_and_breaks_nothing(client: Client, bad: str, washer: Product) -> None:
    names = ("product", "brand", "price", "q", "family", "on", "postcode", "radius", "page", "choice", "next")
    for address in (*ADDRESSES, "appearance/"):
        response = client.get(f"/en/{address}", dict.fromkeys(names, bad))
        assert response.status_code in (200, 302)
        assert b"<script>alert" not in response.content


def test_the_language_switch_keeps_what_was_asked(client: Client, washer: Product) -> None:
    page = page_of(client, "/en/coverage/", product="washer", brand="A&B")
    assert page.select_one("a[hreflang=fr]")["href"] == "/fr/coverage/?product=washer&brand=A%26B"


def test_a_covered_appliance_shows_the_amount_and_what_is_left_to_pay(client: Client, washer: Product) -> None:
    BrandFactory(name="Zanussi")
    answer = page_of(client, "/en/coverage/", product="washer", brand="zanussi", price="120,50").select_one(".answer")
    text = answer.get_text(" ", strip=True)
    assert "Washing machine, Zanussi" in text
    assert answer.select_one(".amount").get_text() == "€50.00"
    assert "€70.50" in text
    assert "€80.00" in text
    assert "20%" in text
    assert answer.select_one("a.btn")["href"] == "/en/repairers/?product=washer"


def test_the_answer_is_in_the_language_of_the_reader(client: Client, washer: Product) -> None:
    BrandFactory(name="Zanussi")
    answer = page_of(client, "/fr/coverage/", product="washer", brand="Zanussi").select_one(".answer")
    assert "Lave-linge" in answer.get_text()
    assert answer.select_one(".amount").get_text() == "50,00\u00a0€"


def test_a_price_below_the_minimum_bill_gets_no_bonus_and_the_minimum_itself_does(
    client: Client, washer: Product
) -> None:
    BrandFactory(name="Zanussi")
    below = page_of(client, "/en/coverage/", product="washer", brand="Zanussi", price="79.99").select_one(".answer")
    assert "Not at this price" in below.get_text()
    assert not below.select(".amount")
    reached = page_of(client, "/en/coverage/", product="washer", brand="Zanussi", price="80").select_one(".answer")
    assert reached.select_one(".amount")


def test_the_brand_of_another_organisation_sends_there(client: Client, washer: Product) -> None:
    other = OtherProducerOrganisationFactory(name="Ailleurs", website="https://ailleurs.example.org/")
    BrandFactory(name="Fairphone", responsible=other)
    answer = page_of(client, "/en/coverage/", product="washer", brand="Fairphone").select_one(".answer")
    assert answer.h2.get_text(strip=True) == "Ask Ailleurs"
    assert answer.a["href"] == "https://ailleurs.example.org/"
    assert not answer.select(".amount")


def test_an_unknown_brand_is_neither_yes_nor_no(client: Client, washer: Product) -> None:
    answer = page_of(client, "/en/coverage/", product="washer", brand="<b>Zorg").select_one(".answer")
    assert "<b>Zorg is not in our list" in answer.get_text()
    assert answer.b is None


def test_an_appliance_without_a_rate_has_no_bonus(client: Client) -> None:
    ProductFactory(code="toaster", name_en="Toaster")
    BrandFactory(name="Zanussi")
    answer = page_of(client, "/en/coverage/", product="toaster", brand="Zanussi").select_one(".answer")
    assert "no bonus" in answer.h2.get_text()


def test_missing_answers_are_listed_first_with_links_and_in_the_title(client: Client, washer: Product) -> None:
    page = page_of(client, "/en/coverage/", product="", brand="", price="x")
    assert page.title.get_text().startswith("Error: ")
    links = page.select(".error-summary a")
    assert [link["href"] for link in links] == ["#id_product", "#id_brand", "#id_price"]
    assert not page.select(".answer")
    assert page.select_one("#id_price")["value"] == "x"


def test_the_table_of_amounts_stands_by_family_for_the_day_asked_for(client: Client, washer: Product) -> None:
    washer.rates.update(valid_until=date(2025, 12, 31))
    SupportRateFactory(product=washer, valid_from=date(2026, 1, 1), amount=Decimal("60.00"))
    now = page_of(client, "/en/amounts/")
    then = page_of(client, "/en/amounts/", on="2025-06-01")
    assert now.caption.get_text() == "Large appliances"
    assert "€60.00" in now.table.get_text()
    assert "€50.00" not in now.table.get_text()
    assert "€50.00" in then.table.get_text()


def test_the_table_of_amounts_can_be_narrowed_by_word_and_family(client: Client, washer: Product) -> None:
    phone = ProductFactory(code="phone", name_fr="Téléphone", name_en="Phone")
    SupportRateFactory(product=phone)
    names = [row.get_text() for row in page_of(client, "/fr/amounts/", q="telephone").select("tbody th")]
    assert names == ["Téléphone"]
    names = [row.get_text() for row in page_of(client, "/en/amounts/", family="large").select("tbody th")]
    assert names == ["Washing machine"]
    assert page_of(client, "/en/amounts/", q="zzz").select(".empty-state")


def test_brands_are_found_without_accents_and_say_who_pays(client: Client) -> None:
    other = OtherProducerOrganisationFactory(name="Ailleurs", website="https://ailleurs.example.org/")
    BrandFactory(name="De'Longhi")
    BrandFactory(name="Élan", responsible=other)
    assert page_of(client, "/en/brands/", q="delonghi").select_one("tbody th").get_text() == "De'Longhi"
    row = page_of(client, "/en/brands/", q="elan").select_one("tbody tr")
    assert row.a["href"] == "https://ailleurs.example.org/"
    assert "Covered" not in row.select_one(".status").get_text()


def test_repairers_are_listed_nearest_first_with_what_they_offer(client: Client, washer: Product) -> None:
    repairer = RepairerFactory(phone="01 43 55 66 77", website="https://atelier.example.org/")
    far = WorkshopFactory(
        repairer=repairer, name="Loin", postcode="75011", latitude=Decimal("48.90000"), longitude=Decimal("2.50000")
    )
    near = WorkshopFactory(
        repairer=repairer,
        name="Près",
        postcode="75011",
        latitude=Decimal("48.86000"),
        longitude=Decimal("2.38000"),
        repairs_at_home=True,
    )
    for workshop in (far, near):
        CertificateFactory(workshop=workshop, families=[washer.family])
    uncertified = WorkshopFactory(name="Sans label", postcode="75011")
    page = page_of(client, "/en/repairers/", postcode="75011", product="washer", radius="100")
    cards = page.select("li.card")
    assert {card.h3.get_text() for card in cards} == {"Près", "Loin"}
    assert uncertified.name not in page.get_text()
    home = next(card for card in cards if card.h3.get_text() == "Près")
    assert "At your home" in home.get_text()
    assert home.select_one("a[href^='tel:']")["href"] == "tel:0143556677"
    assert home.select_one("a[href^='https:']")["rel"] == ["noopener", "nofollow", "external"]


@pytest.mark.parametrize("postcode", ["", "7501", "750111", "abcde", "99123", "00000"])
def test_a_wrong_postcode_is_refused_kindly(client: Client, postcode: str) -> None:
    page = page_of(client, "/en/repairers/", postcode=postcode)
    assert page.select_one(".error-summary a")["href"] == "#id_postcode"
    assert not page.select("li.card")


def test_the_chosen_appliance_comes_along_to_the_finder(client: Client, washer: Product) -> None:
    page = page_of(client, "/en/repairers/", product="washer")
    assert page.select_one("#id_product option[selected]")["value"] == "washer"
    assert not page.select(".error-summary")
