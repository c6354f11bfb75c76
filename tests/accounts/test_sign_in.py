"""One door, that tells strangers nothing; landing; language."""

import pytest
from django.core import mail
from django.urls import reverse
from django_q.models import OrmQ

from accounts.models import User
from accounts.roles import Role
from accounts.views.start import own_part
from tests.factories.accounts import PASSWORD, UserFactory, give_totp, person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("door", ["/cms/", "/cms/login/", "/cms/pages/", "/admin/", "/admin/login/", "/fr/account/"])
def test_every_door_leads_to_the_one_sign_in_page(client, door: str) -> None:
    response = client.get(door, follow=True)
    assert response.request["PATH_INFO"] == "/fr/account/login/"
    assert response.status_code == 200


def test_the_address_asked_for_is_kept_on_the_way(client) -> None:
    UserFactory(email="camille@example.org", language="fr")
    asked = reverse("usersessions_list")
    page = client.get(asked, follow=True)
    response = client.post(
        page.redirect_chain[-1][0], {"login": "camille@example.org", "password": PASSWORD, "next": asked}
    )
    assert response.headers["Location"] == asked


def test_an_address_elsewhere_is_not_followed(client) -> None:
    user = UserFactory(language="fr")
    response = client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert response.headers["Location"] == reverse("start")


def test_nobody_signs_up_alone(client) -> None:
    response = client.post(
        reverse("account_signup"), {"email": "a@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert response.status_code == 200
    assert not User.objects.exists()


def answers(client, name: str, data: dict[str, str]) -> tuple[int, str, str]:
    """Status, location and visible errors of a post, without what differs each time."""
    response = client.post(reverse(name), data)
    errors = str(response.context["form"].errors) if response.context and "form" in response.context else ""
    return response.status_code, response.headers.get("Location", ""), errors


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client) -> None:
    user = UserFactory()
    known = answers(client, "account_login", {"login": user.email, "password": "wrong password"})
    unknown = answers(client, "account_login", {"login": "nobody@example.org", "password": "wrong password"})
    assert known == unknown
    assert known[2]


def test_a_deactivated_person_does_not_get_in(client) -> None:
    user = UserFactory(is_active=False)
    wrong = answers(client, "account_login", {"login": user.email, "password": "wrong password"})
    assert wrong[2]
    right = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert right.headers["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_tells_nothing_and_its_mail_comes_from_a_job(client, run_jobs) -> None:
    user = UserFactory(language="en")
    known = answers(client, "account_reset_password", {"email": user.email})
    assert OrmQ.objects.count() == 1
    assert mail.outbox == []
    unknown = answers(client, "account_reset_password", {"email": "nobody@example.org"})
    assert known == unknown == (302, reverse("account_reset_password_done"), "")
    assert run_jobs() == 1
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert "/en/account/password/reset/key/" in mail.outbox[0].body


def test_a_new_password_leaves_the_second_factor_and_ends_other_sessions(client, signed_in, run_jobs) -> None:
    user = person(Role.REPAIRER_OWNER, language="en")
    give_totp(user)
    elsewhere = signed_in(user=user)
    assert elsewhere.get(reverse("profile")).status_code == 200
    client.post(reverse("account_reset_password"), {"email": user.email})
    run_jobs()
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    path = "/" + link.split("/", 3)[3]
    page = client.get(path, follow=True)
    new = "cinq corneilles sous un toit"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert elsewhere.get(reverse("profile")).status_code == 302
    response = client.post(reverse("account_login"), {"login": user.email, "password": new})
    assert response.headers["Location"] == reverse("mfa_authenticate")
    again = client.get(path, follow=True)
    assert again.context["token_fail"]


def test_guessing_is_stopped_per_account(client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    user = UserFactory()
    for _attempt in range(5):
        client.post(reverse("account_login"), {"login": user.email, "password": "wrong password"})
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("language", ["fr", "en"])
def test_after_signing_in_everything_is_in_the_persons_language(client, language: str) -> None:
    user = UserFactory(language=language)
    response = client.post("/fr/account/login/", {"login": user.email, "password": PASSWORD})
    assert response.headers["Location"] == f"/{language}/account/start/"
    assert client.cookies["django_language"].value == language


def test_mails_are_in_the_language_of_their_reader_whatever_the_page(signed_in) -> None:
    client = signed_in(Role.REPAIRER_OWNER, language="en")
    new = "cinq corneilles sous un toit"
    response = client.post(
        "/fr/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert response.status_code == 302
    assert mail.outbox[0].subject == "Repair Fund: Your password was changed"
    assert client.user.name not in mail.outbox[0].body


@pytest.mark.parametrize(
    ("roles", "part"),
    [
        ((Role.EDITOR,), "wagtailadmin_home"),
        ((Role.EDITOR, Role.PUBLISHER), "wagtailadmin_home"),
        ((Role.EDITOR, Role.ADMINISTRATOR), "backoffice:dashboard"),
        ((Role.CONTROL_OFFICER,), "backoffice:dashboard"),
        ((Role.FRAUD_ANALYST,), "backoffice:dashboard"),
        ((Role.FINANCE_MAKER,), "backoffice:dashboard"),
        ((Role.FINANCE_APPROVER,), "backoffice:dashboard"),
        ((Role.REPAIRER_OWNER,), "repairer:dashboard"),
        ((Role.REPAIRER_EMPLOYEE,), "repairer:dashboard"),
        ((Role.CERTIFIER,), "profile"),
        ((Role.AUDITOR,), "profile"),
        ((), "profile"),
    ],
)
def test_people_land_on_their_own_part(signed_in, roles: tuple[Role, ...], part: str) -> None:
    assert own_part(person(*roles)) == part
    assert signed_in(*roles).get(reverse("start")).headers["Location"] == reverse(part)


def test_a_profile_changes_name_and_language(signed_in) -> None:
    client = signed_in(Role.REPAIRER_OWNER, language="en")
    response = client.post("/en/account/", {"name": "Camille Durand", "language": "fr"})
    assert response.headers["Location"] == "/fr/account/"
    client.user.refresh_from_db()
    assert (client.user.name, client.user.language) == ("Camille Durand", "fr")
    assert client.post("/en/account/", {"name": "", "language": "xx"}).context["form"].errors
    client.user.refresh_from_db()
    assert client.user.language == "fr"
