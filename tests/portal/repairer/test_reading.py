"""Step 3: what was read on the invoice, as the page shows it while and after it is read."""

from collections.abc import Callable

import pytest

from claims.models import Claim, DocumentReading, ReadingStatus
from claims.services.drafts import save_draft
from tests.claims import stories
from tests.portal.repairer.shop import CORPUS, Shop, at, fresh, send_files, upload


class TestReading:
    """The panel while and after an invoice is read."""

    def panel(self, shop: Shop, claim: Claim, asked: int = 1, **texts: str) -> str:
        address = f"{at('claim-reading', claim.public_id)}?asked={asked}"
        return shop.client.post(address, texts).content.decode()

    @pytest.mark.parametrize(("asked", "pause"), [(0, "1s"), (1, "2s"), (2, "4s"), (3, "5s"), (30, "5s")])
    def test_it_asks_more_and_more_slowly(self, shop: Shop, asked: int, pause: str) -> None:
        claim = shop.draft()
        send_files(shop, claim, upload(CORPUS / "C007.pdf"))
        assert f'hx-trigger="load delay:{pause}"' in self.panel(shop, claim, asked)

    def test_after_20_seconds_it_invites_to_go_on_by_hand(self, shop: Shop) -> None:
        claim = shop.draft()
        send_files(shop, claim, upload(CORPUS / "C007.pdf"))
        assert "You do not have to wait" not in self.panel(shop, claim, asked=3)
        assert "You do not have to wait" in self.panel(shop, claim, asked=7)

    def test_it_stops_at_last(self, shop: Shop) -> None:
        claim = shop.draft()
        send_files(shop, claim, upload(CORPUS / "C007.pdf"))
        assert "hx-trigger" not in self.panel(shop, claim, asked=120)

    def test_a_reading_fills_what_is_empty_and_says_so(self, sound_shop: Shop, run_jobs: Callable[[], int]) -> None:
        claim = sound_shop.draft()
        send_files(sound_shop, claim, upload(stories.SOUND))
        run_jobs()
        text = self.panel(sound_shop, claim, invoice_number="", invoiced_on="", total_incl_vat="", version="1")
        assert "load delay" not in text
        assert "Check what we filled in from the invoice" in text
        assert 'id="field-invoice_number" hx-swap-oob="outerHTML"' in text
        assert f'value="{stories.NUMBER}"' in text
        assert "taken from the invoice, please check" in text
        assert f'value="{fresh(claim).version}" id="id_version"' in text

    def test_the_last_step_waits_for_the_reading_and_then_repeats_what_differs(
        self, sound_shop: Shop, run_jobs: Callable[[], int]
    ) -> None:
        claim = sound_shop.draft()
        save_draft(claim=claim, version=1, by=sound_shop.owner, changes={"invoice_number": "MINE-1"})
        send_files(sound_shop, claim, upload(stories.SOUND))
        assert "We are reading the invoice" in sound_shop.get("claim-check", claim.public_id).content.decode()
        run_jobs()
        page = sound_shop.get("claim-check", claim.public_id)
        assert "What differs on the invoice" in page.content.decode()
        assert any("number" in sentence for sentence in page.context["result"].sentences)

    def test_typed_values_are_never_overwritten(self, sound_shop: Shop, run_jobs: Callable[[], int]) -> None:
        claim = sound_shop.draft()
        save_draft(claim=claim, version=1, by=sound_shop.owner, changes={"invoice_number": "MINE-1"})
        send_files(sound_shop, claim, upload(stories.SOUND))
        run_jobs()
        text = self.panel(sound_shop, claim, invoice_number="MINE-1", invoiced_on="2026-01-01")
        assert fresh(claim).invoice_number == "MINE-1"
        assert 'id="field-invoice_number"' not in text
        assert 'id="field-invoiced_on"' not in text
        assert "Use the value from the invoice" in text
        assert "The number on the invoice is not the declared one" in text

    def test_a_page_that_was_open_saves_after_the_reading_without_a_clash(
        self, sound_shop: Shop, run_jobs: Callable[[], int]
    ) -> None:
        claim = sound_shop.draft()
        send_files(sound_shop, claim, upload(stories.SOUND))
        run_jobs()
        texts = {"version": "1", "invoice_number": "", "own_reference": "OR-1"}
        assert sound_shop.post("claim-documents", claim.public_id, data=texts).status_code == 302
        saved = fresh(claim)
        assert (saved.invoice_number, saved.own_reference) == (stories.NUMBER, "OR-1")

    def test_the_value_read_is_taken_when_asked_for(self, sound_shop: Shop, run_jobs: Callable[[], int]) -> None:
        claim = sound_shop.draft()
        save_draft(claim=claim, version=1, by=sound_shop.owner, changes={"invoice_number": "MINE-1"})
        send_files(sound_shop, claim, upload(stories.SOUND))
        run_jobs()
        sound_shop.post("claim-take-read", claim.public_id, data={"field": "invoice_number"})
        assert fresh(claim).invoice_number == stories.NUMBER

    @pytest.mark.parametrize("field", ["", "repairer", "status", "bonus", "customer.email"])
    def test_nothing_else_can_be_taken(self, sound_shop: Shop, run_jobs: Callable[[], int], field: str) -> None:
        claim = sound_shop.draft()
        send_files(sound_shop, claim, upload(stories.SOUND))
        run_jobs()
        before = Claim.objects.values().get(pk=claim.pk)
        sound_shop.post("claim-take-read", claim.public_id, data={"field": field})
        assert Claim.objects.values().get(pk=claim.pk) == before

    def test_a_reading_that_failed_says_what_to_do(self, shop: Shop) -> None:
        claim = shop.draft()
        send_files(shop, claim, upload(CORPUS / "C007.pdf"))
        DocumentReading.objects.update(status=ReadingStatus.FAILED, problem="encrypted")
        text = self.panel(shop, claim)
        assert "The PDF asks for a password" in text
        assert "hx-trigger" not in text

    def test_without_a_script_the_page_shows_the_same(self, sound_shop: Shop, run_jobs: Callable[[], int]) -> None:
        claim = sound_shop.draft()
        send_files(sound_shop, claim, upload(stories.SOUND))
        assert "Show the result" in sound_shop.get("claim-documents", claim.public_id).content.decode()
        run_jobs()
        page = sound_shop.get("claim-documents", claim.public_id).content.decode()
        assert "What we read on the invoice" in page
        assert f'value="{stories.NUMBER}"' in page
