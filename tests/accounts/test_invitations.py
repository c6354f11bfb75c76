"""Invitations: sent, accepted once; refused without a trace."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django_q.models import OrmQ

from accounts.errors import InvitationRefused, RoleRefused
from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from accounts.services import invitations
from accounts.services.acceptance import accept_with_account, accept_with_new_account, invitation_for
from accounts.services.invitations import invite_person, resend_invitation, withdraw_invitation
from accounts.services.memberships import end_role
from accounts.services.people import deactivate_person
from accounts.tokens import hash_of
from core import clock
from tests.accounts.mails import token_in
from tests.factories.accounts import MembershipFactory, OperatorFactory, OrganisationFactory, UserFactory, person

pytestmark = pytest.mark.django_db


def accept(token: str) -> User:
    return accept_with_new_account(token=token, name="Camille Durand", password="x" * 20, language="fr")


def not_accepted(code: str, token: str, invitation: Invitation) -> None:
    """The link is refused with the code; nobody gets an account or a role."""
    before = User.objects.count(), Membership.objects.count(), Invitation.objects.get(pk=invitation.pk).accepted_at
    with pytest.raises(InvitationRefused) as refusal:
        accept(token)
    assert refusal.value.code == code
    after = User.objects.count(), Membership.objects.count(), Invitation.objects.get(pk=invitation.pk).accepted_at
    assert after == before


def test_the_link_opens_an_account_with_a_confirmed_address_and_the_role(invited) -> None:
    owner = person(Role.REPAIRER_OWNER)
    company = owner.memberships.get().organisation
    invitation, token = invited(organisation=company, by=owner, email="  Camille@Example.ORG ")
    someone = accept(token)
    assert someone.email == "camille@example.org"
    assert someone.check_password("x" * 20)
    assert EmailAddress.objects.get(user=someone).verified
    membership = someone.memberships.get()
    assert (membership.organisation, membership.role, membership.granted_by) == (company, "repairer_employee", owner)
    invitation.refresh_from_db()
    assert invitation.accepted_by == someone


def test_only_the_hash_of_the_token_is_kept(invited) -> None:
    invitation, token = invited()
    assert len(token) == 43
    assert invitation.token_hash == hash_of(token)
    assert token not in str(vars(invitation))


def test_the_queue_never_holds_the_token(mailoutbox) -> None:
    invitation = invite_person(
        organisation=OrganisationFactory(), email="a@example.org", role=Role.REPAIRER_OWNER, by=None
    )
    job = OrmQ.objects.get()
    assert job.task["args"] == (invitation.pk,)
    assert mailoutbox == []


def test_the_link_works_once(invited) -> None:
    invitation, token = invited()
    accept(token)
    not_accepted("used", token, invitation)


def test_the_link_lapses(invited, monkeypatch) -> None:
    invitation, token = invited()
    later = clock.now() + timedelta(days=settings.INVITATION_DAYS)
    monkeypatch.setattr(clock, "now", lambda: later)
    not_accepted("expired", token, invitation)


def test_a_withdrawn_link_is_worthless(invited) -> None:
    invitation, token = invited()
    withdraw_invitation(invitation=invitation, by=person(Role.ADMINISTRATOR))
    not_accepted("withdrawn", token, invitation)


def test_a_guessed_link_says_nothing(invited) -> None:
    invitation, _token = invited()
    not_accepted("unknown", "A" * 43, invitation)


def test_sending_again_replaces_the_link(invited, run_jobs, mailoutbox) -> None:
    invitation, first = invited()
    resend_invitation(invitation=invitation, by=person(Role.ADMINISTRATOR))
    not_accepted("unknown", first, invitation)
    run_jobs()
    assert len(mailoutbox) == 2
    assert accept(token_in(mailoutbox[-1])).email == invitation.email


def test_a_job_that_comes_twice_sends_one_mail(invited, mailoutbox) -> None:
    invitation, token = invited()
    invitations.send_invitation(invitation.pk)
    assert len(mailoutbox) == 1
    assert invitation_for(token) == invitation


def test_nothing_is_sent_for_an_invitation_that_was_withdrawn_meanwhile(run_jobs, mailoutbox) -> None:
    invitation = invite_person(
        organisation=OrganisationFactory(), email="a@example.org", role=Role.REPAIRER_OWNER, by=None
    )
    withdraw_invitation(invitation=invitation, by=person(Role.ADMINISTRATOR))
    run_jobs()
    assert mailoutbox == []


def test_the_mail_is_in_the_language_of_the_reader_and_says_no_more_than_needed(invited, mailoutbox) -> None:
    UserFactory(email="known@example.org", language="fr")
    owner = person(Role.REPAIRER_OWNER, language="en", name="Secret Name")
    company = owner.memberships.get().organisation
    invited(organisation=company, by=owner, email="known@example.org")
    invited(organisation=company, by=owner, email="new@example.org")
    assert "/fr/account/invitation/" in mailoutbox[0].body
    assert "/en/account/invitation/" in mailoutbox[1].body
    for mail in mailoutbox:
        assert "Secret Name" not in mail.body
        assert owner.email not in mail.body


def test_somebody_with_an_account_gets_the_role_with_it(invited) -> None:
    someone = UserFactory(email="camille@example.org")
    invitation, token = invited()
    not_accepted("account-exists", token, invitation)
    accept_with_account(token=token, by=someone)
    assert User.objects.get(pk=someone.pk).has_role(Role.REPAIRER_EMPLOYEE)
    not_accepted("used", token, invitation)


def test_another_person_does_not_take_the_invitation(invited) -> None:
    invitation, token = invited()
    stranger = UserFactory()
    EmailAddress.objects.create(user=stranger, email=invitation.email, verified=False, primary=False)
    with pytest.raises(InvitationRefused) as refusal:
        accept_with_account(token=token, by=stranger)
    assert refusal.value.code == "other-person"
    assert not stranger.memberships.exists()
    invitation.refresh_from_db()
    assert invitation.is_open


def test_what_stands_against_the_role_is_told_to_who_accepts_and_not_to_an_owner_elsewhere(invited) -> None:
    officer = person(Role.CONTROL_OFFICER, email="officer@example.org")
    owner = person(Role.REPAIRER_OWNER)
    invitation, token = invited(
        organisation=owner.memberships.get().organisation, by=owner, email="officer@example.org"
    )
    with pytest.raises(RoleRefused) as refusal:
        accept_with_account(token=token, by=officer)
    assert refusal.value.code == "incompatible"
    assert User.objects.get(pk=officer.pk).roles == {Role.CONTROL_OFFICER}
    invitation.refresh_from_db()
    assert invitation.is_open


@pytest.mark.parametrize("is_deactivated", [True, False])
def test_an_invitation_is_worthless_once_who_made_it_may_no_longer_give_the_role(invited, is_deactivated) -> None:
    thief, chief = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)
    invitation, token = invited(role=Role.FINANCE_APPROVER, organisation=OperatorFactory(), by=thief)
    if is_deactivated:
        deactivate_person(person=thief, by=chief)
    else:
        end_role(membership=thief.memberships.get(), by=chief)
    not_accepted("withdrawn", token, invitation)


def test_an_invitation_of_a_former_owner_is_accepted_once_another_one_sent_it_again(invited, run_jobs, mailoutbox):
    left, stays = person(Role.REPAIRER_OWNER), person()
    company = left.memberships.get().organisation
    MembershipFactory(user=stays, role=Role.REPAIRER_OWNER, organisation=company)
    invitation, old = invited(organisation=company, by=left)
    end_role(membership=left.memberships.get(), by=stays)
    not_accepted("withdrawn", old, invitation)
    resend_invitation(invitation=invitation, by=stays)
    run_jobs()
    assert accept(token_in(mailoutbox[-1])).memberships.get().granted_by == stays
