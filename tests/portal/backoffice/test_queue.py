"""The officers' queue: its order, its filters, the ways into a claim."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from claims.models import ReviewLock
from claims.states import Status
from portal.backoffice import paging
from tests.factories.claims import InReviewClaimFactory
from tests.portal.backoffice.scenes import claim_in_review

QUEUE = "/en/backoffice/queue/"


def positions(response, *claims):
    text = response.content.decode()
    return [text.index(claim.reference) for claim in claims]


def test_the_claim_due_first_stands_on_top_with_its_delay_in_words(signed_in):
    later = claim_in_review(payment_due_on=date(2027, 6, 1))
    late = claim_in_review("total-differs", payment_due_on=date(2026, 1, 1))
    response = signed_in(Role.CONTROL_OFFICER).get(QUEUE)
    assert positions(response, late, later) == sorted(positions(response, late, later))
    assert "days late" in response.content.decode()
    assert "Total differs" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("finding=total-differs", True),
        ("finding=duplicate", False),
        ("status=in_review", True),
        ("status=appealed", False),
        ("due=late", True),
        ("repairer=atelier", True),
        ("repairer=nobody", False),
        ("product=999999", True),
        ("due=nonsense&page=-7", True),
    ],
)
def test_filters_narrow_the_queue_and_bad_ones_do_nothing(signed_in, query, is_found):
    claim = claim_in_review("total-differs", payment_due_on=date(2026, 1, 1))
    response = signed_in(Role.CONTROL_OFFICER).get(f"{QUEUE}?{query}")
    assert response.status_code == 200
    assert (claim.reference in response.content.decode()) is is_found


def test_a_finding_of_an_earlier_version_is_no_longer_listed(signed_in):
    claim = claim_in_review("total-differs")
    claim.version += 1
    claim.save(update_fields=["version"])
    response = signed_in(Role.CONTROL_OFFICER).get(f"{QUEUE}?finding=total-differs")
    assert claim.reference not in response.content.decode()


def test_the_queue_takes_six_queries_of_its_own_however_long_it_is(signed_in, django_assert_max_num_queries):
    for _number in range(12):
        claim_in_review("total-differs", "duplicate")
    client = signed_in(Role.CONTROL_OFFICER)
    client.get(QUEUE)
    with django_assert_max_num_queries(6 + 11):  # and session, user, roles, second factor, footer of every page
        client.get(QUEUE)


def test_a_long_queue_is_counted_up_to_a_limit_only(signed_in, monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    InReviewClaimFactory.create_batch(4)
    response = signed_in(Role.CONTROL_OFFICER).get(QUEUE)
    assert "Only the first 2 are listed" in response.content.decode()


def test_starting_takes_the_most_urgent_claim_that_no_colleague_has(signed_in):
    first = claim_in_review(payment_due_on=date(2026, 12, 1))
    second = claim_in_review(payment_due_on=date(2026, 12, 2))
    colleague = signed_in(Role.CONTROL_OFFICER)
    assert colleague.post(QUEUE + "start/")["Location"].endswith(f"{first.public_id}/")
    client = signed_in(Role.CONTROL_OFFICER)
    assert client.post(QUEUE + "start/")["Location"].endswith(f"{second.public_id}/")
    assert ReviewLock.objects.get(claim=second).officer == client.user


def test_starting_on_an_empty_queue_says_so(signed_in):
    response = signed_in(Role.CONTROL_OFFICER).post(QUEUE + "start/", follow=True)
    assert "No claim waits for you at the moment." in response.content.decode()


def test_opening_takes_the_lock_and_a_look_alone_does_not(signed_in):
    claim = claim_in_review()
    client = signed_in(Role.CONTROL_OFFICER)
    client.get(reverse("backoffice:claim-review", args=[claim.public_id]))
    assert not ReviewLock.objects.exists()
    client.post(reverse("backoffice:claim-open", args=[claim.public_id]))
    assert ReviewLock.objects.get().officer == client.user


def test_skipping_gives_the_claim_back_and_takes_the_next(signed_in):
    first = claim_in_review(payment_due_on=date(2026, 12, 1))
    second = claim_in_review(payment_due_on=date(2026, 12, 2))
    client = signed_in(Role.CONTROL_OFFICER)
    client.post(QUEUE + "start/")
    response = client.post(reverse("backoffice:claim-skip", args=[first.public_id]))
    assert response["Location"].endswith(f"{second.public_id}/")
    assert list(ReviewLock.objects.values_list("claim", flat=True)) == [second.pk]
    assert f"{first.public_id}/" in client.get(response["Location"]).content.decode()  # the way back


def test_an_analyst_reads_the_queue_and_opens_nothing(signed_in):
    claim = claim_in_review("duplicate")
    client = signed_in(Role.FRAUD_ANALYST)
    text = client.get(QUEUE).content.decode()
    assert reverse("backoffice:claim-detail", args=[claim.public_id]).replace("/fr/", "/en/") in text
    assert "/open/" not in text
    assert client.post(reverse("backoffice:claim-open", args=[claim.public_id])).status_code == 403
    assert not ReviewLock.objects.exists()


def test_giving_a_claim_back_frees_it(signed_in):
    claim = claim_in_review()
    client = signed_in(Role.CONTROL_OFFICER)
    client.post(reverse("backoffice:claim-open", args=[claim.public_id]))
    client.post(reverse("backoffice:claim-release", args=[claim.public_id]))
    assert not ReviewLock.objects.exists()
    claim.refresh_from_db()
    assert claim.state is Status.IN_REVIEW
