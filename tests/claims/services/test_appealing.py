"""Appeals of repairers."""

import pytest

from accounts.roles import Role
from claims.models import Claim
from claims.services.appealing import LONGEST_APPEAL, appeal
from claims.states import Status
from core.errors import MoveRefused, NotAllowed, Refused
from tests.factories.accounts import person
from tests.factories.claims import InReviewClaimFactory, RefusedClaimFactory

pytestmark = pytest.mark.django_db


def unchanged(claim: Claim) -> bool:
    row = Claim.objects.get(pk=claim.pk)
    return row.status == claim.status and not row.events.exists()


def test_an_appeal_keeps_its_words() -> None:
    claim = RefusedClaimFactory()

    appeal(claim=claim, by=claim.created_by, text="  The bonus stands on page 2. ")

    assert Claim.objects.get().state is Status.APPEALED
    assert claim.events.get().data == {"text": "The bonus stands on page 2."}


def test_an_appeal_needs_words_but_not_too_many() -> None:
    claim = RefusedClaimFactory()

    for text, code in (("  ", "reason-given"), ("x" * (LONGEST_APPEAL + 1), "too-long")):
        with pytest.raises(Refused) as refusal:
            appeal(claim=claim, by=claim.created_by, text=text)
        assert refusal.value.code == code
    assert unchanged(claim)


def test_only_a_refusal_is_appealed_and_only_by_its_repairer() -> None:
    refused, in_review = RefusedClaimFactory(), InReviewClaimFactory()

    with pytest.raises(MoveRefused):
        appeal(claim=in_review, by=in_review.created_by, text="Please.")
    for stranger in (person(Role.REPAIRER_OWNER), person(Role.CONTROL_OFFICER)):
        with pytest.raises(NotAllowed):
            appeal(claim=refused, by=stranger, text="Please.")
    assert unchanged(refused)
    assert unchanged(in_review)


def test_an_invoice_that_was_claimed_again_meanwhile_is_not_appealed_for() -> None:
    claim = RefusedClaimFactory()
    InReviewClaimFactory(repairer=claim.repairer, invoice_key=claim.invoice_key)

    with pytest.raises(Refused) as refusal:
        appeal(claim=claim, by=claim.created_by, text="Please.")

    assert refusal.value.code == "duplicate-invoice"
    assert unchanged(claim)
