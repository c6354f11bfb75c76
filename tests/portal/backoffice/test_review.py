"""The page on which an officer decides: what it shows, and who may do what on it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.roles import Role
from claims.controls.base import Strength
from claims.models import Decision, ReviewLock
from claims.services.appealing import appeal
from claims.services.deciding import approve, refuse
from claims.services.reviewing import take_lock
from claims.states import Status
from core import clock
from tests.factories.accounts import person
from tests.factories.claims import SentClaimFactory, owner_of
from tests.portal.backoffice.scenes import claim_in_review, reason


def review(claim):
    return f"/en/backoffice/queue/{claim.public_id}/"


def opened(client, claim):
    client.post(review(claim) + "open/")
    response = client.get(review(claim))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_shows_the_picture_with_a_box_where_the_finding_is(signed_in):
    claim = claim_in_review("total-differs")
    text = opened(signed_in(Role.CONTROL_OFFICER), claim)
    assert 'viewBox="0 0 100 140"' in text
    assert '<rect id="box-1" class="box box-' in text
    assert 'href="#box-' in text
    assert "Total differs" in text
    assert "87 %" in text  # how sure the reader was
    assert " style=" not in text


def test_earlier_claims_are_linked(signed_in):
    earlier = claim_in_review()
    claim = claim_in_review("duplicate")
    claim.control_runs.get().findings.update(read=earlier.reference, declared="invoice")
    text = opened(signed_in(Role.CONTROL_OFFICER), claim)
    assert f"/en/backoffice/claims/{earlier.public_id}/" in text


def test_without_the_lock_the_page_is_to_read_only(signed_in):
    claim = claim_in_review()
    text = signed_in(Role.CONTROL_OFFICER).get(review(claim)).content.decode()
    assert "Take this claim" in text
    assert "Request a correction" not in text


def test_a_colleagues_claim_can_be_read_and_is_named(signed_in):
    claim = claim_in_review()
    take_lock(claim=claim, by=person(Role.CONTROL_OFFICER, name="Ada Martin"))
    client = signed_in(Role.CONTROL_OFFICER)
    text = client.get(review(claim)).content.decode()
    assert "Ada Martin is working on this claim" in text
    assert "Take this claim" not in text
    client.post(review(claim) + "open/")
    assert ReviewLock.objects.get().officer.name == "Ada Martin"


def test_after_some_minutes_a_claim_is_taken_over(signed_in):
    claim = claim_in_review()
    ReviewLock.objects.create(
        claim=claim,
        officer=person(Role.CONTROL_OFFICER, name="Ada Martin"),
        taken_at=clock.now() - timedelta(minutes=11),
    )
    client = signed_in(Role.CONTROL_OFFICER)
    assert "Take it over" in client.get(review(claim)).content.decode()
    assert "Request a correction" in opened(client, claim)
    assert ReviewLock.objects.get().officer == client.user


def test_the_message_of_the_suggested_reason_is_there_in_the_repairers_language(signed_in):
    reason("total-wrong")
    claim = claim_in_review("total-differs", reason="total-wrong")
    owner_of(claim.repairer)
    claim.created_by.language = "fr"
    claim.created_by.save()
    text = opened(signed_in(Role.CONTROL_OFFICER), claim)
    assert "Le total diffère." in text
    assert "The total differs." not in text
    assert 'lang="fr"' in text


def test_a_blocker_asks_for_a_word_before_approval(signed_in):
    claim = claim_in_review("certificate-not-valid", strength=Strength.BLOCKER)
    text = opened(signed_in(Role.CONTROL_OFFICER), claim)
    assert "approve-aside_certificate-not-valid" in text
    assert "approve-why_certificate-not-valid" in text


def test_who_approved_first_cannot_approve_again(signed_in):
    claim = claim_in_review(bonus=Decimal("100.00"))
    first = signed_in(Role.CONTROL_OFFICER, name="Ada Martin")
    approve(claim=claim, by=first.user, note="Looks right.")
    assert "Another person has to decide here" in opened(first, claim)


def test_the_second_review_shows_the_first_approval(signed_in):
    claim = claim_in_review(bonus=Decimal("100.00"))
    approve(claim=claim, by=person(Role.CONTROL_OFFICER, name="Ada Martin"), note="Looks right.")
    text = opened(signed_in(Role.CONTROL_OFFICER), claim)
    assert "Ada Martin approved this claim" in text
    assert "Looks right." in text
    assert "Approve as second person" in text


def test_an_appeal_stands_beside_the_refusal_that_it_is_against(signed_in):
    claim = claim_in_review()
    refuse(claim=claim, by=person(Role.CONTROL_OFFICER), reason=reason(), message="Wrong total.")
    claim.refresh_from_db()
    appeal(claim=claim, by=owner_of(claim.repairer), text="The total is right.")
    text = opened(signed_in(Role.CONTROL_OFFICER), claim)
    assert "The total is right." in text
    assert "Wrong total." in text
    assert "Allow the appeal" in text
    assert "Dismiss the appeal" in text


def test_a_claim_that_waits_for_nobody_leads_to_its_page(signed_in):
    claim = SentClaimFactory()
    response = signed_in(Role.CONTROL_OFFICER).get(review(claim))
    assert response["Location"] == f"/en/backoffice/claims/{claim.public_id}/"


@pytest.mark.parametrize("zoom", ["large", "fit", "nonsense"])
def test_the_page_grows_by_a_link(signed_in, zoom):
    claim = claim_in_review()
    text = signed_in(Role.CONTROL_OFFICER).get(review(claim) + f"?zoom={zoom}").content.decode()
    assert ("/1/full/" in text.split("data-large")[0]) is (zoom == "large")


def test_decisions_are_counted_nowhere_before_they_are_made(signed_in):
    claim = claim_in_review()
    opened(signed_in(Role.CONTROL_OFFICER), claim)
    assert not Decision.objects.exists()
    claim.refresh_from_db()
    assert claim.state is Status.IN_REVIEW


def test_the_review_page_takes_a_bounded_number_of_queries(signed_in, django_assert_max_num_queries):
    reason("total-wrong")
    claim = claim_in_review("total-differs", "duplicate", "number-differs", reason="total-wrong")
    client = signed_in(Role.CONTROL_OFFICER)
    opened(client, claim)
    with django_assert_max_num_queries(72):
        client.get(review(claim))


def test_someone_elses_address_is_a_404(signed_in):
    client = signed_in(Role.CONTROL_OFFICER)
    url = reverse("backoffice:claim-review", args=["00000000-0000-0000-0000-000000000000"])
    assert client.get(url).status_code == 404
