"""Who may invite whom, send again and withdraw; refused without a trace."""

import pytest
from allauth.account.models import EmailAddress
from django_q.models import OrmQ

from accounts.errors import InvitationRefused, RoleRefused
from accounts.models import Invitation
from accounts.roles import Role
from accounts.services.acceptance import accept_with_account, accept_with_new_account, invitation_for
from accounts.services.invitations import invite_person, resend_invitation, withdraw_invitation
from core import clock
from core.errors import NotAllowed, Refused
from tests.factories.accounts import OperatorFactory, OrganisationFactory, person

pytestmark = pytest.mark.django_db


def not_invited(code: str, kind: type[Refused], **arguments) -> None:
    """The invitation is refused with the code; nothing is stored or queued."""
    with pytest.raises(kind) as refusal:
        invite_person(**arguments)
    assert refusal.value.code == code
    assert not Invitation.objects.filter(email=arguments["email"]).exists()
    assert not OrmQ.objects.exists()


def test_owners_invite_to_their_own_company_only() -> None:
    owner = person(Role.REPAIRER_OWNER)
    elsewhere = OrganisationFactory()
    not_invited(
        "not-allowed",
        NotAllowed,
        organisation=elsewhere,
        email="a@example.org",
        role=Role.REPAIRER_EMPLOYEE,
        by=owner,
    )
    not_invited(
        "not-allowed",
        NotAllowed,
        organisation=OperatorFactory(),
        email="a@example.org",
        role=Role.ADMINISTRATOR,
        by=owner,
    )


def test_administrators_learn_at_once_what_stands_against_a_role() -> None:
    administrator = person(Role.ADMINISTRATOR)
    person(Role.CONTROL_OFFICER, email="officer@example.org")
    operator = OperatorFactory()
    arguments = {"organisation": operator, "email": "officer@example.org", "by": administrator}
    not_invited("incompatible", RoleRefused, role=Role.FINANCE_MAKER, **arguments)
    not_invited("already-held", RoleRefused, role=Role.CONTROL_OFFICER, **arguments)
    not_invited("wrong-kind", RoleRefused, role=Role.REPAIRER_OWNER, **arguments)


def test_nobody_invites_themself_to_money() -> None:
    administrator = person(Role.ADMINISTRATOR)
    not_invited(
        "granted-to-oneself",
        RoleRefused,
        organisation=OperatorFactory(),
        email=administrator.email,
        role=Role.FINANCE_APPROVER,
        by=administrator,
    )


def test_one_open_invitation_for_one_role(invited) -> None:
    invitation, _token = invited()
    with pytest.raises(InvitationRefused) as refusal:
        invite_person(
            organisation=invitation.organisation, email=invitation.email, role=Role.REPAIRER_EMPLOYEE, by=None
        )
    assert refusal.value.code == "already-invited"
    assert Invitation.objects.count() == 1


def test_a_lapsed_invitation_is_replaced(invited) -> None:
    earlier, _token = invited()
    Invitation.objects.update(expires_at=clock.now())
    later, token = invited(organisation=earlier.organisation)
    earlier.refresh_from_db()
    assert earlier.withdrawn_at is not None
    assert invitation_for(token) == later


def test_only_who_may_give_the_role_sends_again_or_withdraws(invited) -> None:
    invitation, token = invited()
    for act in (resend_invitation, withdraw_invitation):
        with pytest.raises(NotAllowed):
            act(invitation=invitation, by=person(Role.REPAIRER_OWNER))
    assert invitation_for(token) == invitation


def test_a_closed_invitation_is_neither_sent_again_nor_withdrawn(invited) -> None:
    invitation, token = invited()
    accept_with_new_account(token=token, name="Camille Durand", password="x" * 20, language="fr")
    for act in (resend_invitation, withdraw_invitation):
        with pytest.raises(InvitationRefused) as refusal:
            act(invitation=invitation, by=person(Role.ADMINISTRATOR))
        assert refusal.value.code == "closed"
    assert not OrmQ.objects.exists()


@pytest.mark.parametrize("is_confirmed_before", [True, False])
def test_nobody_invites_themself_to_money_by_another_address_of_theirs(invited, is_confirmed_before) -> None:
    administrator = person(Role.ADMINISTRATOR)
    address = EmailAddress.objects.create(user=administrator, email="other@example.org", verified=is_confirmed_before)
    arguments = {"email": address.email, "role": Role.FINANCE_APPROVER, "organisation": OperatorFactory()}
    if is_confirmed_before:
        with pytest.raises(RoleRefused) as refusal:
            invite_person(**arguments, by=administrator)
        assert not Invitation.objects.exists()
    else:
        _, token = invited(**arguments, by=administrator)
        EmailAddress.objects.filter(pk=address.pk).update(verified=True)
        with pytest.raises(RoleRefused) as refusal:
            accept_with_account(token=token, by=administrator)
        assert Invitation.objects.get().accepted_at is None
    assert refusal.value.code == "granted-to-oneself"
    assert not administrator.memberships.filter(role=Role.FINANCE_APPROVER).exists()
