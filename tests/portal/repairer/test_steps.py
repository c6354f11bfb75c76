"""Steps 1 and 2: saved, resumed with what was wrong, shared between tabs; all of it without JavaScript."""

from decimal import Decimal

import pytest

from claims.models import Claim
from claims.states import Status
from tests.factories.claims import SentClaimFactory
from tests.factories.content import BrandFactory, OtherProducerOrganisationFactory, ProductFactory, SupportRateFactory
from tests.portal.repairer.shop import REPAIRED_ON, Shop, appliance_texts, at, customer_texts, fresh, invoice_texts

STEPS = ("appliance", "customer", "documents")


def test_new_claim_makes_one_draft_however_often_it_is_pressed(shop: Shop) -> None:
    first, second = (shop.post("claim-new") for _click in range(2))
    claim = Claim.objects.get()
    assert first.url == second.url == at("claim-appliance", claim.public_id)
    assert (claim.status, claim.repairer, claim.workshop) == (Status.DRAFT, shop.repairer, shop.workshop)


def test_a_claim_can_begin_with_its_invoice(shop: Shop) -> None:
    answer = shop.post("claim-new", data={"first": "invoice"})
    assert answer.url == at("claim-documents", Claim.objects.get().public_id)


def test_looking_at_the_page_of_a_new_claim_makes_none(shop: Shop) -> None:
    assert shop.get("claim-new").status_code == 200
    assert not Claim.objects.exists()


def test_step_1_saves_every_field_and_leads_to_step_2(shop: Shop) -> None:
    claim = shop.draft()
    answer = shop.post("claim-appliance", claim.public_id, data=appliance_texts(shop, is_at_home="on"))
    assert (answer.status_code, answer.url) == (302, at("claim-customer", claim.public_id))
    saved = fresh(claim)
    assert (saved.product, saved.brand, saved.fault, saved.workshop) == (
        shop.washer,
        shop.brand,
        shop.fault,
        shop.workshop,
    )
    assert (saved.identifier, saved.repaired_on, saved.is_at_home) == ("SN 4711 0815", REPAIRED_ON, True)
    part = saved.parts.get()
    assert (part.kind, part.description, part.quantity, part.price_excl_vat) == ("new", "Pump", 1, Decimal("35.50"))
    assert saved.bonus == Decimal("50.00")


def test_step_2_saves_the_customer(shop: Shop) -> None:
    claim = shop.draft()
    answer = shop.post("claim-customer", claim.public_id, data=customer_texts())
    assert answer.url == at("claim-documents", claim.public_id)
    assert str(fresh(claim).customer) == "Camille Durand"


def test_step_3_saves_the_invoice(shop: Shop) -> None:
    claim = shop.draft()
    answer = shop.post("claim-documents", claim.public_id, data=invoice_texts())
    assert answer.url == at("claim-check", claim.public_id)
    saved = fresh(claim)
    assert (saved.invoice_number, saved.total_incl_vat, saved.own_reference) == (
        "F2026-0042",
        Decimal("180.00"),
        "OR-77",
    )


@pytest.mark.parametrize("step", STEPS)
def test_an_empty_step_is_saved_and_does_not_hold_anybody_up(shop: Shop, step: str) -> None:
    claim = shop.draft()
    answer = shop.post(f"claim-{step}", claim.public_id)
    assert answer.status_code == 302
    assert answer.url != at(f"claim-{step}", claim.public_id)


def test_later_saves_and_leads_to_the_list(shop: Shop) -> None:
    claim = shop.draft()
    assert shop.post("claim-customer", claim.public_id, data=customer_texts(go="later")).url == at("claim-list")
    assert fresh(claim).customer.city == "Lyon"


def test_what_cannot_be_taken_is_kept_with_its_error_and_loses_no_other_field(shop: Shop) -> None:
    claim = shop.draft()
    texts = invoice_texts(invoiced_on="2026-02-31", total_incl_vat="lots")
    answer = shop.post("claim-documents", claim.public_id, data=texts)
    assert answer.url == at("claim-documents", claim.public_id)
    page = shop.get("claim-documents", claim.public_id).content.decode()
    assert "<title>Error:" in page
    assert 'value="2026-02-31"' in page
    assert 'value="lots"' in page
    assert fresh(claim).invoice_number == "F2026-0042"


def test_a_postcode_that_is_none_is_kept_and_explained(shop: Shop) -> None:
    claim = shop.draft()
    answer = shop.post("claim-customer", claim.public_id, data=customer_texts(postcode="6900"))
    assert answer.url == at("claim-customer", claim.public_id)
    page = shop.get("claim-customer", claim.public_id).content.decode()
    assert 'value="6900"' in page
    assert "A postcode in France has five digits" in page
    assert fresh(claim).customer.city == "Lyon"


def test_one_can_go_on_and_correct_it_later(shop: Shop) -> None:
    claim = shop.draft()
    texts = invoice_texts(total_incl_vat="lots", go="check")
    assert shop.post("claim-documents", claim.public_id, data=texts).url == at("claim-check", claim.public_id)
    page = shop.get("claim-check", claim.public_id).content.decode()
    assert f"{at('claim-documents', claim.public_id)}#id_total_incl_vat" in page


def test_a_wrong_imei_is_kept_and_explained(shop: Shop) -> None:
    claim = shop.draft()
    texts = appliance_texts(shop, product=str(shop.phone.pk), identifier="356938035643800")
    shop.post("claim-appliance", claim.public_id, data=texts)
    page = shop.get("claim-appliance", claim.public_id).content.decode()
    assert fresh(claim).identifier == "356938035643800"
    assert "This is not an IMEI" in page


def test_a_part_with_a_wrong_price_keeps_its_row(shop: Shop) -> None:
    claim = shop.draft()
    texts = appliance_texts(shop, **{"parts-0-price_excl_vat": "cheap"})
    assert shop.post("claim-appliance", claim.public_id, data=texts).url == at("claim-appliance", claim.public_id)
    page = shop.get("claim-appliance", claim.public_id).content.decode()
    assert 'value="cheap"' in page
    assert 'value="Pump"' in page


def test_each_kind_of_part_has_a_row_and_more_can_be_had_without_a_script(shop: Shop) -> None:
    claim = shop.draft()
    page = shop.get("claim-appliance", claim.public_id).content.decode()
    assert page.count("part-row") == 3
    answer = shop.post("claim-appliance", claim.public_id, data=appliance_texts(shop, go="stay-rows-4"))
    assert answer.url == f"{at('claim-appliance', claim.public_id)}?rows=4#parts"
    page = shop.get("claim-appliance", claim.public_id, data={"rows": "4"}).content.decode()
    assert page.count("part-row") == 4


def test_the_faults_of_a_product_come_without_a_script_too(shop: Shop) -> None:
    claim = shop.draft()
    before = shop.get("claim-appliance", claim.public_id).content.decode()
    assert "Drain pump" not in before
    texts = {"product": str(shop.washer.pk), "shown_product": "", "go": "stay-faults"}
    answer = shop.post("claim-appliance", claim.public_id, data=texts)
    assert answer.url == f"{at('claim-appliance', claim.public_id)}#id_fault"
    assert "Drain pump" in shop.get("claim-appliance", claim.public_id).content.decode()


def test_a_first_product_leads_back_to_its_faults_before_step_2(shop: Shop) -> None:
    claim = shop.draft()
    texts = appliance_texts(shop, shown_product="", fault="")
    answer = shop.post("claim-appliance", claim.public_id, data=texts)
    assert answer.url == f"{at('claim-appliance', claim.public_id)}#id_fault"


def test_another_product_forgets_the_fault_of_the_first(shop: Shop) -> None:
    claim = shop.draft()
    shop.post("claim-appliance", claim.public_id, data=appliance_texts(shop))
    shop.post("claim-appliance", claim.public_id, data=appliance_texts(shop, product=str(shop.phone.pk)))
    saved = fresh(claim)
    assert (saved.product, saved.fault, saved.rejected_input) == (shop.phone, None, {})


def test_certified_products_come_first_and_the_others_are_named_as_such(shop: Shop) -> None:
    other = SupportRateFactory(product=ProductFactory(name_en="Chainsaw")).product
    page = shop.get("claim-appliance", shop.draft().public_id).content.decode()
    assert page.index("Washing machine") < page.index("Not in your certificates") < page.index(other.name_en)


def test_the_answer_is_there_without_a_script_once_saved(shop: Shop) -> None:
    claim = shop.draft()
    assert "Choose the product and the brand" in shop.get("claim-appliance", claim.public_id).content.decode()
    shop.post("claim-appliance", claim.public_id, data=appliance_texts(shop))
    page = shop.get("claim-appliance", claim.public_id).content.decode()
    assert "Supported" in page
    assert "€50.00" in page


def test_the_answer_comes_at_once_and_saves_nothing(shop: Shop) -> None:
    claim = shop.draft()
    answer = shop.post("claim-answer", claim.public_id, data=appliance_texts(shop, shown_product=""))
    text = answer.content.decode()
    assert "€50.00" in text
    assert 'id="fault-field" hx-swap-oob="outerHTML"' in text
    assert (fresh(claim).product, fresh(claim).version) == (None, 1)


def test_the_answer_leaves_the_fault_alone_while_the_product_stays(shop: Shop) -> None:
    answer = shop.post("claim-answer", shop.draft().public_id, data=appliance_texts(shop))
    assert "hx-swap-oob" not in answer.content.decode()


def test_the_answer_names_who_else_is_responsible(shop: Shop) -> None:
    other = OtherProducerOrganisationFactory(name="Autre Éco")
    brand = BrandFactory(name="Elsewhere", responsible=other)
    answer = shop.post("claim-answer", shop.draft().public_id, data=appliance_texts(shop, brand=brand.name))
    text = answer.content.decode()
    assert "Not supported by this scheme" in text
    assert "Autre Éco" in text
    assert other.website in text


def test_an_unknown_brand_is_kept_as_typed_and_said_to_be_looked_at(shop: Shop) -> None:
    claim = shop.draft()
    shop.post("claim-appliance", claim.public_id, data=appliance_texts(shop, brand="Grandma’s own"))
    saved = fresh(claim)
    assert (saved.brand, saved.brand_text) == (None, "Grandma’s own")
    assert "This brand is not in the list" in shop.get("claim-appliance", claim.public_id).content.decode()


def test_the_answer_explains_a_family_without_certificate(shop: Shop) -> None:
    other = SupportRateFactory(product=ProductFactory(name_en="Chainsaw")).product
    texts = appliance_texts(shop, product=str(other.pk))
    assert (
        "did not cover this kind of appliance"
        in shop.post("claim-answer", shop.draft().public_id, data=texts).content.decode()
    )


@pytest.mark.parametrize("text", ["", "999999999999999999999", "-1", "x", "١"])
def test_nonsense_in_a_list_or_a_version_is_no_error_of_the_server(shop: Shop, text: str) -> None:
    claim = shop.draft()
    texts = appliance_texts(shop, product=text, fault=text, workshop=text, version=text, repaired_on=text)
    assert shop.post("claim-appliance", claim.public_id, data=texts).status_code in (302, 409)
    assert shop.post("claim-answer", claim.public_id, data=texts).status_code == 200
    assert shop.get("claim-appliance", claim.public_id, data={"rows": text}).status_code == 200


@pytest.mark.parametrize("step", STEPS)
def test_a_sent_claim_is_not_changed_and_its_page_says_so(shop: Shop, step: str) -> None:
    claim = SentClaimFactory(repairer=shop.repairer)
    before = Claim.objects.values().get(pk=claim.pk)
    texts = appliance_texts(shop) | customer_texts() | invoice_texts()
    for answer in (
        shop.get(f"claim-{step}", claim.public_id),
        shop.post(f"claim-{step}", claim.public_id, data=texts),
    ):
        assert answer.url == at("claim-detail", claim.public_id)
    assert shop.post(f"claim-{step}-autosave", claim.public_id, data=texts).status_code == 409
    assert Claim.objects.values().get(pk=claim.pk) == before


def test_a_claim_is_copied_with_or_without_its_customer(shop: Shop) -> None:
    claim = SentClaimFactory(repairer=shop.repairer, product=shop.washer, support_rate=shop.washer.rates.get())
    shop.post("claim-copy", claim.public_id)
    shop.post("claim-copy", claim.public_id, data={"keep_customer": "yes"})
    bare, same = Claim.objects.filter(status=Status.DRAFT).order_by("pk")
    assert (bare.product, same.product) == (shop.washer, shop.washer)
    assert not hasattr(bare, "customer")
    assert same.customer.last_name == "Durand"
    assert (same.identifier, same.invoice_number) == ("", "")


def test_titles_say_which_step_of_four_it_is(shop: Shop) -> None:
    claim = shop.draft()
    for number, step in enumerate((*STEPS, "check"), start=1):
        assert f"Step {number} of 4 –" in shop.get(f"claim-{step}", claim.public_id).content.decode()


def test_the_browser_of_the_shop_is_asked_to_remember_no_customer(shop: Shop) -> None:
    page = shop.get("claim-customer", shop.draft().public_id).content.decode()
    assert page.count('autocomplete="off"') >= 8
