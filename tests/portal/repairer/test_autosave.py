"""Saving while typing, and two tabs on one claim."""

import pytest

from claims.models import Claim
from claims.services.drafts import save_draft
from portal.repairer.forms.appliance import ApplianceForm
from portal.repairer.steps.merging import as_base
from tests.portal.repairer.shop import Shop, appliance_texts, at, customer_texts, fresh, invoice_texts

STEPS = ("appliance", "customer", "documents")


class TestTwoTabs:
    """A second tab saves while the first one is still open."""

    def _page(self, claim: Claim) -> dict[str, str]:
        base = as_base({**ApplianceForm.texts_of(claim), "parts": "[]"})
        return {"version": str(claim.version), "base": base, **ApplianceForm.texts_of(claim)}

    def _elsewhere(self, shop: Shop, claim: Claim, **changes: object) -> Claim:
        return save_draft(claim=claim, version=claim.version, by=shop.owner, changes=changes)

    def test_fields_typed_in_either_tab_are_both_kept(self, shop: Shop) -> None:
        claim = shop.draft()
        page = self._page(claim) | {"commercial_reference": "WM 1400"}
        self._elsewhere(shop, claim, identifier="SN 1")
        answer = shop.post("claim-appliance", claim.public_id, data=page)
        assert answer.status_code == 302
        saved = fresh(claim)
        assert (saved.identifier, saved.commercial_reference) == ("SN 1", "WM 1400")

    def test_two_values_for_one_field_are_both_shown_and_the_newer_one_stays(self, shop: Shop) -> None:
        claim = shop.draft()
        page = self._page(claim) | {"identifier": "SN here"}
        newer = self._elsewhere(shop, claim, identifier="SN there")
        answer = shop.post("claim-appliance", claim.public_id, data=page)
        text = answer.content.decode()
        assert answer.status_code == 409
        assert "changed in another tab at" in text
        assert 'value="SN here"' in text
        assert "SN there" in text
        assert fresh(claim).identifier == newer.identifier == "SN there"

    def test_a_page_that_is_sent_before_its_own_autosave_answered_does_not_clash_with_itself(self, shop: Shop) -> None:
        claim = shop.draft()
        typed = appliance_texts(shop, brand=shop.brand.name.upper(), **{"parts-0-price_excl_vat": "35,5"})
        page = self._page(claim) | typed
        assert shop.post("claim-appliance-autosave", claim.public_id, data=page).status_code == 200
        saved = fresh(claim)
        assert shop.post("claim-appliance", claim.public_id, data=page).status_code == 302
        assert (fresh(claim).brand, fresh(claim).version) == (shop.brand, saved.version)

    def test_saving_again_after_the_notice_keeps_what_was_typed_here(self, shop: Shop) -> None:
        claim = shop.draft()
        page = self._page(claim) | {"identifier": "SN here"}
        self._elsewhere(shop, claim, identifier="SN there")
        answer = shop.post("claim-appliance", claim.public_id, data=page)
        again = page | {"version": str(answer.context["claim"].version), "base": answer.context["base"]}
        assert shop.post("claim-appliance", claim.public_id, data=again).status_code == 302
        assert fresh(claim).identifier == "SN here"

    def test_autosave_says_that_another_tab_was_quicker(self, shop: Shop) -> None:
        claim = shop.draft()
        page = self._page(claim) | {"identifier": "SN here"}
        self._elsewhere(shop, claim, identifier="SN there")
        answer = shop.post("claim-appliance-autosave", claim.public_id, data=page)
        assert answer.status_code == 409
        assert answer.json()["url"] == at("claim-appliance", claim.public_id)
        assert "another tab" in answer.json()["message"]
        assert fresh(claim).identifier == "SN there"


@pytest.mark.parametrize(
    ("step", "texts"), [("customer", customer_texts()), ("documents", invoice_texts())], ids=["customer", "documents"]
)
def test_autosave_saves_and_gives_the_version_for_the_next_time(shop: Shop, step: str, texts: dict[str, str]) -> None:
    claim = shop.draft()
    answer = shop.post(f"claim-{step}-autosave", claim.public_id, data=texts | {"version": "1"})
    assert answer.status_code == 200
    assert answer.json()["version"] == fresh(claim).version == 2
    assert answer.json()["message"].startswith("Saved at ")


def test_autosave_of_the_first_step_saves_its_parts_once(shop: Shop) -> None:
    claim = shop.draft()
    first = shop.post("claim-appliance-autosave", claim.public_id, data=appliance_texts(shop, version="1")).json()
    texts = appliance_texts(shop, version=str(first["version"]), base=first["base"])
    second = shop.post("claim-appliance-autosave", claim.public_id, data=texts).json()
    assert first["version"] == second["version"] == 2
    assert fresh(claim).parts.count() == 1
