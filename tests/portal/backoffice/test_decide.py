"""Decisions made on the page: what happens, what is refused, and that nothing typed is ever lost."""

from decimal import Decimal

import pytest

from accounts.roles import Role
from claims.controls.base import Strength
from claims.models import Decision, ReviewLock
from claims.services.deciding import refuse, request_correction, state_stamp
from claims.services.reviewing import take_lock
from claims.states import Status
from tests.factories.accounts import person
from tests.portal.backoffice.scenes import claim_in_review, everything_about, reason


def address(claim, kind):
    return f"/en/backoffice/queue/{claim.public_id}/{kind}/"


@pytest.fixture
def officer(signed_in):
    return signed_in(Role.CONTROL_OFFICER)


def against(claim, kind, **values):
    typed = {"reason": "total-wrong", "message": "The total is wrong.", "note": "", "seen": state_stamp(claim)}
    return {f"{kind}-{name}": value for name, value in (typed | values).items()}


def approval(claim):
    return {"approve-seen": state_stamp(claim), "then": "stay"}


def test_approving_goes_on_to_the_next_claim_with_its_lock_taken(officer):
    claim, following = claim_in_review(), claim_in_review()
    response = officer.post(address(claim, "approve"), {"approve-seen": state_stamp(claim), "then": "next"})
    assert response["Location"].endswith(f"/queue/{following.public_id}/")
    claim.refresh_from_db()
    assert claim.state is Status.APPROVED
    assert ReviewLock.objects.get().claim == following


def test_approving_alone_stays_at_the_claim(officer):
    claim = claim_in_review()
    response = officer.post(address(claim, "approve"), approval(claim), follow=True)
    assert response.redirect_chain[-1][0].endswith(f"/claims/{claim.public_id}/")
    assert f"{claim.reference} is approved." in response.content.decode()


def test_a_refusal_sends_exactly_the_message_that_stood_on_the_page(officer, run_jobs, mailoutbox):
    reason("total-wrong")
    claim = claim_in_review()
    officer.post(address(claim, "refuse"), against(claim, "refuse", message="In my own words."))
    claim.refresh_from_db()
    assert claim.state is Status.REFUSED
    assert Decision.objects.get().message == "In my own words."
    run_jobs()
    assert "In my own words." in mailoutbox[-1].body


def test_the_mail_shown_before_is_the_mail_sent(officer, run_jobs, mailoutbox):
    reason("total-wrong")
    claim = claim_in_review()
    shown = officer.post(address(claim, "refuse") + "words/", against(claim, "refuse", message="See the total."))
    officer.post(address(claim, "refuse"), against(claim, "refuse", message="See the total."))
    run_jobs()
    text = shown.content.decode()
    for line in filter(None, mailoutbox[-1].body.splitlines()):
        assert line.replace("’", "&#x27;") in text or line in text


@pytest.mark.parametrize("kind", ["correct", "refuse"])
def test_a_reason_is_asked_for_and_everything_typed_stays(officer, kind):
    reason("total-wrong")
    claim = claim_in_review()
    officer.post(address(claim, "open"))
    before = everything_about(claim)
    response = officer.post(address(claim, kind), against(claim, kind, reason="", message="Half written"))
    text = response.content.decode()
    assert response.status_code == 422
    assert "Choose a reason: the repairer has to know why." in text
    assert "Half written" in text
    assert "<title>Error:" in text
    assert everything_about(claim) == before


def test_a_reason_that_the_repairer_cannot_mend_is_no_reason_for_a_correction(officer):
    reason("fraud", can_be_corrected=False)
    claim = claim_in_review()
    before = everything_about(claim)
    response = officer.post(address(claim, "correct"), against(claim, "correct", reason="fraud"))
    assert response.status_code == 422
    assert everything_about(claim) == before


def test_without_script_a_button_brings_the_text_of_the_chosen_reason(officer):
    reason("total-wrong")
    claim = claim_in_review()
    officer.post(address(claim, "open"))
    before = everything_about(claim)
    response = officer.post(
        address(claim, "refuse"), against(claim, "refuse", message="", note="Seen twice") | {"preview": "1"}
    )
    text = response.content.decode()
    assert response.status_code == 200
    assert "The total differs." in text
    assert "Seen twice" in text
    assert everything_about(claim) == before


def test_the_officers_own_words_survive_the_choice_of_another_reason(officer):
    reason("total-wrong")
    reason("other-reason", number="98")
    claim = claim_in_review()
    typed = against(claim, "refuse", reason="other-reason", shown_reason="total-wrong", message="My words")
    text = officer.post(address(claim, "refuse") + "words/", typed).content.decode()
    assert "My words" in text
    assert "so it was kept" in text


def test_an_untouched_text_follows_the_reason(officer):
    reason("total-wrong")
    reason("no-siret", number="97")
    claim = claim_in_review()
    typed = against(claim, "refuse", reason="no-siret", shown_reason="total-wrong", message="The total\r\ndiffers.")
    text = officer.post(address(claim, "refuse") + "words/", typed).content.decode()
    assert 'value="no-siret"' in text
    assert "so it was kept" not in text


def test_blockers_are_set_aside_one_by_one_each_with_its_word(officer):
    claim = claim_in_review("certificate-not-valid", "bonus-above-bill", strength=Strength.BLOCKER)
    officer.post(address(claim, "open"))
    before = everything_about(claim)
    half = approval(claim) | {
        "approve-aside_certificate-not-valid": "on",
        "approve-why_certificate-not-valid": "Renewed the day before",
    }
    response = officer.post(address(claim, "approve"), half)
    assert response.status_code == 422
    assert "A finding forbids approval" in response.content.decode()
    assert "Renewed the day before" in response.content.decode()
    silent = half | {"approve-aside_bonus-above-bill": "on"}
    assert "Say why the finding does not apply." in officer.post(address(claim, "approve"), silent).content.decode()
    assert everything_about(claim) == before
    officer.post(address(claim, "approve"), silent | {"approve-why_bonus-above-bill": "Two invoices"})
    decision = Decision.objects.get()
    assert sorted(decision.overridden_findings) == ["bonus-above-bill", "certificate-not-valid"]
    assert "Renewed the day before" in decision.note
    assert "Two invoices" in decision.note


def test_a_claim_that_a_colleague_has_is_not_decided_and_the_words_stay(officer):
    reason("total-wrong")
    claim = claim_in_review()
    take_lock(claim=claim, by=person(Role.CONTROL_OFFICER, name="Ada Martin"))
    before = everything_about(claim)
    response = officer.post(address(claim, "refuse"), against(claim, "refuse", message="Long and careful"))
    assert response.status_code == 409
    assert "Ada Martin is working on this claim" in response.content.decode()
    assert "Long and careful" in response.content.decode()
    assert everything_about(claim) == before


def test_a_claim_decided_meanwhile_is_told_and_the_words_stay(officer):
    reason("total-wrong")
    claim = claim_in_review()
    typed = against(claim, "correct", message="Long and careful")
    refuse(claim=claim, by=person(Role.CONTROL_OFFICER), reason=reason("x-reason", number="96"), message="No.")
    before = everything_about(claim)
    response = officer.post(address(claim, "correct"), typed)
    text = response.content.decode()
    assert response.status_code == 409
    assert "decided meanwhile and is now: Refused" in text
    assert "Long and careful" in text
    assert everything_about(claim) == before


def test_a_claim_that_came_back_corrected_is_looked_at_again_before_it_is_approved(officer):
    """The status is the same as before, the claim is not."""
    claim = claim_in_review()
    seen = state_stamp(claim)
    request_correction(claim=claim, by=person(Role.CONTROL_OFFICER), reason=reason(), message="Mend it.")
    claim.refresh_from_db()
    claim.status, claim.clock_stopped_on, claim.version = Status.IN_REVIEW, None, claim.version + 1
    claim.save()
    claim.control_runs.create(claim_version=claim.version)
    before = everything_about(claim)
    response = officer.post(address(claim, "approve"), {"approve-seen": seen, "then": "stay"})
    assert response.status_code == 409
    assert "The claim has changed since you opened it" in response.content.decode()
    assert everything_about(claim) == before


def test_a_large_bonus_goes_to_a_second_person(officer, signed_in):
    claim = claim_in_review(bonus=Decimal("100.00"))
    response = officer.post(address(claim, "approve"), approval(claim), follow=True)
    assert "waits for a second person" in response.content.decode()
    claim.refresh_from_db()
    assert claim.state is Status.SECOND_REVIEW
    signed_in(Role.CONTROL_OFFICER).post(address(claim, "approve"), approval(claim))
    claim.refresh_from_db()
    assert claim.state is Status.APPROVED


def test_an_officer_never_decides_for_a_company_they_worked_for(signed_in):
    claim = claim_in_review()
    client = signed_in(Role.CONTROL_OFFICER)
    client.user.memberships.create(organisation=claim.repairer.organisation, role=Role.REPAIRER_EMPLOYEE)
    before = everything_about(claim)
    assert client.post(address(claim, "approve"), {}).status_code == 403
    assert everything_about(claim) == before


def test_an_unknown_kind_of_decision_is_a_404(officer):
    claim = claim_in_review()
    assert officer.post(address(claim, "celebrate"), {}).status_code == 404
