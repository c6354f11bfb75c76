"""The page behind the link of an invitation."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import Invitation, User
from accounts.roles import Role
from accounts.services.invitations import invite_person, withdraw_invitation
from core import clock
from tests.accounts.test_invitations import token_in
from tests.factories.accounts import PASSWORD, OperatorFactory, OrganisationFactory, UserFactory, person

pytestmark = pytest.mark.django_db

NEWCOMER = {"name": "Camille Durand", "password": PASSWORD, "language": "en"}


@pytest.fixture
def link(run_jobs, mailoutbox):
    """`link(role)`: where the mail of a new invitation for camille@example.org leads."""

    def make(role: Role = Role.REPAIRER_EMPLOYEE) -> str:
        organisation, by = OperatorFactory(), None
        if role == Role.REPAIRER_EMPLOYEE:
            organisation = OrganisationFactory()
            by = person(Role.REPAIRER_OWNER, organisation=organisation)
        invite_person(organisation=organisation, email="camille@example.org", role=role, by=by, language="fr")
        run_jobs()
        return reverse("accept-invitation", kwargs={"token": token_in(mailoutbox[-1])})

    return make


def test_a_newcomer_opens_the_account_on_one_page_and_is_signed_in(client, link) -> None:
    address = link()
    page = client.get(address)
    assert page.status_code == 200
    # The token stays here; a stricter policy would make browsers send "Origin: null", which the CSRF check refuses.
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    response = client.post(address, NEWCOMER)
    assert response.headers["Location"] == "/en/account/start/"
    user = User.objects.get(email="camille@example.org")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.has_role(Role.REPAIRER_EMPLOYEE)
    assert client.get(reverse("profile")).status_code == 200


def test_new_staff_set_up_the_second_factor_before_anything_else(client, link) -> None:
    client.post(link(Role.CONTROL_OFFICER), NEWCOMER)
    assert client.get(reverse("start")).headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"password": "short"}, {"password": "camille@example.org"}, {"name": ""}, {"language": "xx"}, {"password": ""}],
)
def test_a_form_with_a_mistake_opens_nothing(client, link, wrong: dict[str, str]) -> None:
    response = client.post(link(), {**NEWCOMER, **wrong})
    assert response.context["form"].errors.keys() == wrong.keys()
    assert not User.objects.filter(email="camille@example.org").exists()
    assert Invitation.objects.get().is_open


def test_links_that_cannot_be_used_say_why_and_open_nothing(client, link, monkeypatch) -> None:
    address = link()
    assert client.get(reverse("accept-invitation", kwargs={"token": "guessed"})).status_code == 404
    withdraw_invitation(invitation=Invitation.objects.get(), by=person(Role.ADMINISTRATOR))
    assert client.post(address, NEWCOMER).status_code == 410
    address = link()
    later = clock.now() + timedelta(days=settings.INVITATION_DAYS)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.post(address, NEWCOMER).status_code == 410
    assert not User.objects.filter(email="camille@example.org").exists()


def test_the_link_does_not_work_a_second_time(client, link) -> None:
    address = link()
    client.post(address, NEWCOMER)
    client.post(reverse("account_logout"))
    response = client.post(address, {**NEWCOMER, "password": "another long password"})
    assert response.status_code == 410
    assert User.objects.get(email="camille@example.org").check_password(PASSWORD)


def test_somebody_with_an_account_signs_in_and_accepts(client, link) -> None:
    user = UserFactory(email="camille@example.org")
    address = link()
    page = client.post(address, NEWCOMER)
    assert page.status_code == 200
    assert not user.memberships.exists()
    assert f"next={address.replace('/', '%2F')}".encode() in page.content.replace(b"/", b"%2F")
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": address})
    assert response.headers["Location"] == address
    assert client.get(address).status_code == 200
    assert not user.memberships.exists()
    assert client.post(address).headers["Location"] == reverse("start")
    assert user.memberships.get().role == Role.REPAIRER_EMPLOYEE


def test_somebody_else_who_is_signed_in_takes_nothing(signed_in, link) -> None:
    client = signed_in(Role.REPAIRER_OWNER)
    address = link()
    assert client.post(address).status_code == 200
    assert client.user.memberships.count() == 1
    assert Invitation.objects.get().is_open


def test_a_refusal_at_acceptance_is_told(signed_in, link) -> None:
    client = signed_in(Role.CONTROL_OFFICER, email="camille@example.org")
    response = client.post(link())
    assert response.status_code == 410
    assert client.user.memberships.count() == 1
