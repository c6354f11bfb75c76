"""Step 4 and what follows: sending once, correcting, appealing, cancelling."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile

from accounts.roles import Role
from claims.models import Claim, ControlRun, Decision, FindingRecord
from claims.services.documents import add_document
from claims.states import Status
from tests.factories.accounts import person
from tests.factories.claims import CompleteClaimFactory, InReviewClaimFactory, RefusedClaimFactory, SentClaimFactory
from tests.factories.content import BrandFactory, OtherProducerOrganisationFactory, RejectionReasonFactory
from tests.portal.repairer.shop import Shop, at, fresh


def complete(shop: Shop, **fields: Any) -> Claim:
    claim = CompleteClaimFactory(repairer=shop.repairer, created_by=shop.owner, **fields)
    file = ContentFile(b"%PDF-1.7\n%%EOF\n" + claim.public_id.bytes)
    add_document(claim=claim, purpose="invoice", file=file, name="invoice.pdf", by=shop.owner)
    return claim


def decided(claim: Claim, kind: Decision.Kind, message: str = "Add the bonus to the invoice.") -> Decision:
    reason = RejectionReasonFactory(name_en="Bonus missing on the invoice")
    officer = person(Role.CONTROL_OFFICER)
    return Decision.objects.create(
        claim=claim, claim_version=claim.version, kind=kind, reason=reason, message=message, made_by=officer
    )


def sent_back(shop: Shop) -> Claim:
    claim = complete(shop)
    shop.post("claim-check", claim.public_id)
    Claim.objects.filter(pk=claim.pk).update(status=Status.CORRECTION_REQUESTED, clock_stopped_on=date(2026, 11, 20))
    claim = fresh(claim)
    decided(claim, Decision.Kind.CORRECTION_REQUEST)
    run = ControlRun.objects.create(claim=claim, claim_version=claim.version)
    FindingRecord.objects.create(run=run, code="identifier-differs", strength="warning", declared="SN1", read="SN2")
    return claim


def test_a_complete_claim_is_sent_and_its_reference_told(shop: Shop) -> None:
    claim = complete(shop)
    answer = shop.post("claim-check", claim.public_id, data={"idempotency_key": "abc"})
    assert answer.url == at("claim-sent", claim.public_id)
    sent = fresh(claim)
    page = shop.client.get(answer.url).content.decode()
    assert sent.status == Status.SENT
    assert sent.reference in page
    assert "Another claim for this customer" in page


def test_sending_twice_makes_one_claim(shop: Shop) -> None:
    claim = complete(shop)
    answers = [shop.post("claim-check", claim.public_id, data={"idempotency_key": "abc"}) for _click in range(3)]
    assert {answer.url for answer in answers} == {at("claim-sent", claim.public_id)}
    assert claim.events.filter(move="send").count() == 1
    assert Claim.objects.count() == 1


def test_an_open_point_keeps_the_claim_and_links_to_its_field(shop: Shop) -> None:
    claim = complete(shop, identifier="", identifier_key="")
    before = Claim.objects.values().get(pk=claim.pk)
    answer = shop.post("claim-check", claim.public_id)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error:" in page
    assert f"{at('claim-appliance', claim.public_id)}#id_identifier" in page
    assert Claim.objects.values().get(pk=claim.pk) == before


def test_all_open_points_are_listed_before_sending(shop: Shop) -> None:
    claim = shop.draft()
    page = shop.get("claim-check", claim.public_id).content.decode()
    for step, anchor in (
        ("appliance", "id_product"),
        ("appliance", "id_brand"),
        ("customer", "id_last_name"),
        ("documents", "id_invoice_number"),
        ("documents", "document-invoice"),
    ):
        assert f"{at(f'claim-{step}', claim.public_id)}#{anchor}" in page


def test_an_invoice_that_is_claimed_already_is_refused_in_words(shop: Shop) -> None:
    first = complete(shop)
    shop.post("claim-check", first.public_id)
    second = complete(shop, workshop=first.workshop, invoice_number=first.invoice_number)
    answer = shop.post("claim-check", second.public_id)
    assert answer.status_code == 422
    assert "There is a claim for this invoice already" in answer.content.decode()
    assert fresh(second).status == Status.DRAFT


def test_the_check_shows_amount_and_day_of_payment(shop: Shop) -> None:
    page = shop.get("claim-check", complete(shop).public_id).content.decode()
    assert "€50.00" in page
    assert "Paid by" in page


def test_the_check_promises_no_money_for_what_is_not_supported(shop: Shop) -> None:
    claim = complete(shop, brand=BrandFactory(responsible=OtherProducerOrganisationFactory()))
    page = shop.get("claim-check", claim.public_id).content.decode()
    assert "Complete these points before you send" in page
    assert "Paid by" not in page


def test_a_draft_has_no_confirmation_and_no_receipt(shop: Shop) -> None:
    claim = complete(shop)
    for name in ("claim-sent", "claim-receipt"):
        assert shop.get(name, claim.public_id).url == at("claim-detail", claim.public_id)


def test_a_receipt_lists_what_was_declared(shop: Shop) -> None:
    claim = complete(shop)
    shop.post("claim-check", claim.public_id)
    page = shop.get("claim-receipt", claim.public_id).content.decode()
    assert fresh(claim).reference in page
    assert claim.invoice_number in page


class TestCorrection:
    """A claim that came back."""

    def test_it_begins_with_the_step_that_is_concerned(self, shop: Shop) -> None:
        claim = sent_back(shop)
        page = shop.get("claim-correct", claim.public_id).content.decode()
        assert "Add the bonus to the invoice." in page
        assert "is not the declared one (SN1)" in page
        assert f'<a class="btn btn-primary" href="{at("claim-appliance", claim.public_id)}"' in page

    @pytest.mark.parametrize("step", ["appliance", "customer", "documents", "check"])
    def test_the_officers_words_stand_on_each_step(self, shop: Shop, step: str) -> None:
        claim = sent_back(shop)
        assert "Add the bonus to the invoice." in shop.get(f"claim-{step}", claim.public_id).content.decode()

    def test_saving_a_correction_leads_to_the_check(self, shop: Shop) -> None:
        claim = sent_back(shop)
        answer = shop.post("claim-customer", claim.public_id, data={"last_name": "Durand"})
        assert answer.url == at("claim-check", claim.public_id)

    def test_it_is_sent_again_under_the_same_reference(self, shop: Shop) -> None:
        claim = sent_back(shop)
        shop.post("claim-check", claim.public_id, data={"idempotency_key": "second"})
        again = fresh(claim)
        assert (again.status, again.reference) == (Status.SENT, claim.reference)
        assert claim.events.filter(move="send").count() == 2

    def test_other_claims_have_nothing_to_correct(self, shop: Shop) -> None:
        claim = SentClaimFactory(repairer=shop.repairer)
        assert shop.get("claim-correct", claim.public_id).url == at("claim-detail", claim.public_id)


class TestAppeal:
    """Against a refusal."""

    def test_it_needs_words(self, shop: Shop) -> None:
        claim = RefusedClaimFactory(repairer=shop.repairer)
        answer = shop.post("claim-appeal", claim.public_id, data={"text": "  "})
        assert answer.status_code == 422
        assert "Explain why" in answer.content.decode()
        assert fresh(claim).status == Status.REFUSED

    def test_it_goes_to_another_officer_with_its_words(self, shop: Shop) -> None:
        claim = RefusedClaimFactory(repairer=shop.repairer)
        answer = shop.post("claim-appeal", claim.public_id, data={"text": "Look at the second page."})
        assert answer.url == at("claim-detail", claim.public_id)
        assert fresh(claim).status == Status.APPEALED
        assert "Look at the second page." in shop.client.get(answer.url).content.decode()

    def test_it_is_offered_for_refused_claims_only(self, shop: Shop) -> None:
        claim = InReviewClaimFactory(repairer=shop.repairer)
        assert shop.get("claim-appeal", claim.public_id).status_code == 302
        shop.post("claim-appeal", claim.public_id, data={"text": "Please."})
        assert fresh(claim).status == Status.IN_REVIEW

    def test_the_refusal_can_be_read_on_the_claims_page(self, shop: Shop) -> None:
        claim = RefusedClaimFactory(repairer=shop.repairer)
        decided(claim, Decision.Kind.REFUSAL, "The fault is not covered.")
        page = shop.get("claim-detail", claim.public_id).content.decode()
        assert "The fault is not covered." in page
        assert at("claim-appeal", claim.public_id) in page


class TestCancelling:
    """Giving a claim up."""

    def test_the_page_asks_once_more(self, shop: Shop) -> None:
        claim = complete(shop)
        assert shop.get("claim-cancel", claim.public_id).status_code == 200
        assert fresh(claim).status == Status.DRAFT

    def test_a_draft_is_cancelled(self, shop: Shop) -> None:
        claim = complete(shop)
        assert shop.post("claim-cancel", claim.public_id).url == at("claim-list")
        assert fresh(claim).status == Status.CANCELLED

    def test_a_sent_claim_is_not_cancelled(self, shop: Shop) -> None:
        claim = InReviewClaimFactory(repairer=shop.repairer)
        assert shop.post("claim-cancel", claim.public_id).url == at("claim-detail", claim.public_id)
        assert fresh(claim).status == Status.IN_REVIEW
