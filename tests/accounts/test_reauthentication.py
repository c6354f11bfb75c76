"""Sensitive acts ask again who it is, and keep nothing of what was posted."""

import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.urls import reverse

from accounts.roles import Role
from tests.factories.accounts import PASSWORD, give_totp, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


def grow_old(client) -> None:
    """Make what was shown in the session ten minutes old."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**record, "at": time.time() - 600} for record in session[AUTHENTICATION_METHODS_SESSION_KEY]
    ]
    session.save()


def test_minutes_after_signing_in_nothing_is_asked(signed_in) -> None:
    for role in (Role.FINANCE_APPROVER, Role.REPAIRER_OWNER):
        assert signed_in(role).post("/sensitive/").content == b"done"


def test_later_the_second_factor_is_asked_for_and_the_password_is_not_enough(signed_in) -> None:
    client = signed_in(Role.FINANCE_APPROVER)
    grow_old(client)
    response = client.get("/sensitive/?batch=1")
    assert response.headers["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fsensitive%2F%3Fbatch%3D1"
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get("/sensitive/").status_code == 302
    code = RecoveryCodes.activate(client.user).get_unused_codes()[0]
    response = client.post(reverse("mfa_reauthenticate"), {"code": code, "next": "/sensitive/?batch=1"})
    assert response.headers["Location"] == "/sensitive/?batch=1"
    assert client.post("/sensitive/").content == b"done"


def test_without_a_second_factor_the_password_is_asked_for(signed_in) -> None:
    client = signed_in(Role.REPAIRER_OWNER)
    grow_old(client)
    assert client.get("/sensitive/").headers["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(reverse("account_reauthenticate"), {"password": "wrong password"}).status_code == 200
    assert client.get("/sensitive/").status_code == 302
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get("/sensitive/").content == b"done"


def test_what_was_posted_is_kept_nowhere_and_the_person_returns_to_the_form(signed_in) -> None:
    client = signed_in(Role.REPAIRER_OWNER)
    grow_old(client)
    response = client.post(
        "/sensitive/", {"iban": "FR7630006000011234567890189"}, headers={"Referer": "http://testserver/fr/account/?a=b"}
    )
    assert response.headers["Location"] == f"{reverse('account_reauthenticate')}?next=%2Ffr%2Faccount%2F%3Fa%3Db"
    assert "FR7630006000011234567890189" not in str(dict(client.session))
    response = client.post("/sensitive/", headers={"Referer": "https://evil.example/"})
    assert "evil" not in response.headers["Location"]


def test_strangers_sign_in_first(client) -> None:
    assert client.post("/sensitive/").headers["Location"].startswith(reverse("account_login"))


def test_a_second_factor_that_was_added_elsewhere_is_asked_for(signed_in) -> None:
    user = person(Role.REPAIRER_OWNER)
    client = signed_in(user=user)
    give_totp(user)
    assert client.get("/sensitive/").headers["Location"].startswith(reverse("mfa_reauthenticate"))
