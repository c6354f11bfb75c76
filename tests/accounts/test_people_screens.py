"""The administrators' screens about people, and the owner's screen about colleagues."""

import pytest
from django.urls import reverse

from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from accounts.services.invitations import invite_person
from tests.factories.accounts import OperatorFactory, person
from tests.factories.certification import RepairerFactory

pytestmark = pytest.mark.django_db


def url(name: str, pk: int | None = None) -> str:
    return reverse(name, kwargs={"pk": pk} if pk else None)


def test_administrators_find_people_by_name_address_organisation_and_role(signed_in) -> None:
    repairer = RepairerFactory(organisation__name="Chez Ada")
    ada = person(Role.REPAIRER_OWNER, organisation=repairer.organisation, name="Ada", email="ada@shop.example")
    person(Role.CONTROL_OFFICER, name="Grace")
    client = signed_in(Role.ADMINISTRATOR)

    def found(**search: str) -> set[User]:
        return set(client.get(url("backoffice:people"), search).context["page"].object_list)

    assert len(found()) == 3
    assert found(search="chez ada") == found(search="shop.ex") == found(role="repairer_owner") == {ada}
    assert found(search="grace", role="repairer_owner") == set()
    assert len(found(role="nonsense")) == 3
    assert len(found(page="99999999999999999999")) == 3


def test_the_list_says_who_has_a_second_factor(signed_in) -> None:
    person(Role.REPAIRER_OWNER, email="without@example.org")
    client = signed_in(Role.ADMINISTRATOR)
    listed = {one.email: one.has_second_factor for one in client.get(url("backoffice:people")).context["page"]}
    assert listed == {"without@example.org": False, client.user.email: True}


def test_an_administrator_invites_sends_again_and_withdraws(signed_in, run_jobs, mailoutbox) -> None:
    OperatorFactory()
    client = signed_in(Role.ADMINISTRATOR)
    data = {"email": "new@example.org", "role": "control_officer", "organisation": "", "language": "fr"}
    assert client.post(url("backoffice:person-invite"), data).headers["Location"] == url("backoffice:people")
    again = client.post(url("backoffice:person-invite"), data)
    assert again.status_code == 422
    assert again.context["form"].errors
    invitation = Invitation.objects.get()
    run_jobs()
    client.post(url("backoffice:invitation-resend", invitation.pk))
    run_jobs()
    assert len(mailoutbox) == 2
    client.post(url("backoffice:invitation-withdraw", invitation.pk))
    invitation.refresh_from_db()
    assert not invitation.is_open
    page = client.post(url("backoffice:invitation-resend", invitation.pk), follow=True)
    assert [message.level_tag for message in page.context["messages"]][-1] == "error"


@pytest.mark.parametrize(
    "data",
    [
        {"role": "repairer_owner", "organisation": ""},
        {"role": "nonsense", "organisation": ""},
        {"role": "control_officer", "organisation": "999999"},
        {"role": "control_officer", "organisation": "x"},
        {"role": "control_officer", "email": "no address"},
    ],
)
def test_a_mistake_in_an_invitation_is_told_and_nothing_is_made(signed_in, data: dict[str, str]) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    response = client.post(url("backoffice:person-invite"), {"email": "new@example.org", "language": "fr", **data})
    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_a_role_of_a_certifier_is_not_given_at_a_repairer(signed_in) -> None:
    client, someone = signed_in(Role.ADMINISTRATOR), person()
    organisation = RepairerFactory().organisation
    response = client.post(
        url("backoffice:person-grant", someone.pk), {"role": "auditor", "organisation": organisation.pk}
    )
    assert response.status_code == 422
    assert not someone.memberships.exists()


def test_an_administrator_grants_ends_closes_and_opens(signed_in) -> None:
    client, someone = signed_in(Role.ADMINISTRATOR), person()
    page = url("backoffice:person", someone.pk)
    assert client.get(page).status_code == 200
    assert (
        client.post(url("backoffice:person-grant", someone.pk), {"role": "fraud_analyst"}).headers["Location"] == page
    )
    membership = someone.memberships.get()
    client.post(url("backoffice:role-end", membership.pk))
    membership.refresh_from_db()
    assert membership.ended_by == client.user
    client.post(url("backoffice:person-deactivate", someone.pk))
    assert not User.objects.get(pk=someone.pk).is_active
    assert client.get(page).status_code == 200
    client.post(url("backoffice:person-activate", someone.pk))
    assert User.objects.get(pk=someone.pk).is_active


def test_a_refusal_is_shown_and_nothing_changes(signed_in) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    response = client.post(url("backoffice:person-grant", client.user.pk), {"role": "finance_maker"})
    assert response.status_code == 422
    page = client.post(url("backoffice:role-end", client.user.memberships.get().pk), follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    page = client.post(url("backoffice:person-deactivate", client.user.pk), follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert User.objects.get(pk=client.user.pk).roles == {Role.ADMINISTRATOR}


def test_acts_are_posts(signed_in) -> None:
    client, someone = signed_in(Role.ADMINISTRATOR), person(Role.EDITOR)
    for name, pk in (
        ("backoffice:role-end", someone.memberships.get().pk),
        ("backoffice:person-deactivate", someone.pk),
        ("backoffice:person-grant", someone.pk),
    ):
        assert client.get(url(name, pk)).status_code == 405
    assert User.objects.get(pk=someone.pk).roles == {Role.EDITOR}


def test_an_owner_sees_the_own_team_and_invites_to_it(signed_in) -> None:
    repairer, other = RepairerFactory(), RepairerFactory()
    stranger = person(Role.REPAIRER_OWNER, organisation=other.organisation)
    client = signed_in(Role.REPAIRER_OWNER, organisation=repairer.organisation)
    page = client.get(reverse("repairer:team"))
    assert [member.user for member in page.context["members"]] == [client.user]
    assert stranger.email.encode() not in page.content
    data = {"email": "colleague@example.org", "role": "repairer_employee"}
    assert client.post(reverse("repairer:team"), data).status_code == 302
    assert Invitation.objects.get().organisation == repairer.organisation
    assert client.post(reverse("repairer:team"), {**data, "role": "administrator"}).status_code == 422
    assert Invitation.objects.count() == 1


def test_an_owner_ends_the_role_of_a_colleague_but_not_the_last_owners(signed_in) -> None:
    repairer = RepairerFactory()
    employee = person(Role.REPAIRER_EMPLOYEE, organisation=repairer.organisation)
    client = signed_in(Role.REPAIRER_OWNER, organisation=repairer.organisation)
    client.post(url("repairer:team-role-end", employee.memberships.get().pk))
    assert User.objects.get(pk=employee.pk).roles == frozenset()
    page = client.post(url("repairer:team-role-end", client.user.memberships.get().pk), follow=True)
    assert "error" in [message.level_tag for message in page.context["messages"]]
    assert User.objects.get(pk=client.user.pk).roles == {Role.REPAIRER_OWNER}


def test_what_belongs_to_another_company_does_not_exist(signed_in) -> None:
    repairer, other = RepairerFactory(), RepairerFactory()
    stranger = person(Role.REPAIRER_EMPLOYEE, organisation=other.organisation)
    invitation = invite_person(
        organisation=other.organisation, email="x@example.org", role=Role.REPAIRER_EMPLOYEE, by=None
    )
    client = signed_in(Role.REPAIRER_OWNER, organisation=repairer.organisation)
    assert client.post(url("repairer:team-role-end", stranger.memberships.get().pk)).status_code == 404
    assert client.post(url("repairer:team-invitation-withdraw", invitation.pk)).status_code == 404
    assert client.post(url("repairer:team-invitation-resend", invitation.pk)).status_code == 404
    invitation.refresh_from_db()
    assert invitation.is_open
    assert not Membership.objects.exclude(ended_at=None).exists()


def test_employees_do_not_manage_the_team(signed_in) -> None:
    repairer = RepairerFactory()
    owner = person(Role.REPAIRER_OWNER, organisation=repairer.organisation)
    client = signed_in(Role.REPAIRER_EMPLOYEE, organisation=repairer.organisation)
    assert client.get(reverse("repairer:team")).status_code == 403
    assert client.post(url("repairer:team-role-end", owner.memberships.get().pk)).status_code == 403
    assert owner.memberships.get().ended_at is None
