"""Passkeys: added, used to sign in, used before a sensitive act; refused where they prove nothing."""

from json import dumps, loads

import pytest
from allauth.mfa.models import Authenticator
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.accounts.passkey import Passkey
from tests.accounts.test_reauthentication import grow_old
from tests.factories.accounts import PASSWORD, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]


def add(client: Client, passkey: Passkey) -> None:
    """Add the passkey on the page of the signed-in person."""
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]
    client.post(
        reverse("mfa_add_webauthn"),
        {"name": "phone", "passwordless": "on", "credential": passkey.register(as_json(options))},
    )


def as_json(options: dict) -> dict:
    """The options as a browser gets them."""
    return loads(dumps(options, cls=DjangoJSONEncoder))


def login_options(client: Client) -> dict:
    """What a stranger's browser gets when the button is pressed."""
    return client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"}).json()["request_options"]


@pytest.fixture
def holder(signed_in):
    """A signed-in repairer with a passkey, and the passkey."""
    client, passkey = signed_in(user=person(Role.REPAIRER_OWNER)), Passkey()
    add(client, passkey)
    assert Authenticator.objects.filter(user=client.user, type=Authenticator.Type.WEBAUTHN).count() == 1
    return client, passkey


def test_a_passkey_opens_everything_for_staff_who_had_no_factor(client) -> None:
    user = person(Role.CONTROL_OFFICER)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.get(reverse("profile")).headers["Location"] == reverse("mfa_index")
    add(client, Passkey())
    assert client.get(reverse("profile")).status_code == 200
    assert client.post("/sensitive/").content == b"done"


def test_a_passkey_alone_signs_in_and_counts_as_second_factor(client) -> None:
    user, passkey = person(Role.FINANCE_APPROVER), Passkey()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    add(client, passkey)
    stranger = Client()
    answer = passkey.authenticate(login_options(stranger))
    response = stranger.post(reverse("mfa_login_webauthn"), {"credential": answer})
    assert response.headers["Location"] == "/en/account/start/"
    assert stranger.get(reverse("profile")).status_code == 200
    assert stranger.post("/sensitive/").content == b"done"


def test_an_answer_is_good_for_one_question(holder) -> None:
    _client, passkey = holder
    stranger = Client()
    answer = passkey.authenticate(login_options(stranger))
    login_options(stranger)
    stranger.post(reverse("mfa_login_webauthn"), {"credential": answer})
    assert "_auth_user_id" not in stranger.session
    other = Client()
    other.post(reverse("mfa_login_webauthn"), {"credential": answer})
    assert "_auth_user_id" not in other.session


def test_a_stranger_with_another_key_does_not_get_in(holder) -> None:
    _client, passkey = holder
    forged = Passkey()
    forged.identity, forged.user_handle = passkey.identity, passkey.user_handle
    stranger = Client()
    stranger.post(reverse("mfa_login_webauthn"), {"credential": forged.authenticate(login_options(stranger))})
    assert "_auth_user_id" not in stranger.session


def test_a_passkey_for_another_site_does_not_get_in(holder) -> None:
    _client, passkey = holder
    passkey.site, passkey.origin = "evil.example", "https://evil.example"
    stranger = Client()
    stranger.post(reverse("mfa_login_webauthn"), {"credential": passkey.authenticate(login_options(stranger))})
    assert "_auth_user_id" not in stranger.session


def test_a_passkey_that_asked_for_nothing_is_one_factor_and_does_not_get_in(holder, client) -> None:
    owner, passkey = holder
    passkey.verifies = False
    stranger = Client()
    stranger.post(reverse("mfa_login_webauthn"), {"credential": passkey.authenticate(login_options(stranger))})
    assert "_auth_user_id" not in stranger.session
    # Not by the question of the other page either, which a stranger with the password can have asked.
    page = client.post(reverse("account_login"), {"login": owner.user.email, "password": PASSWORD}, follow=True)
    answer = passkey.authenticate(as_json(page.context["js_data"]["request_options"]))
    client.post(reverse("mfa_login_webauthn"), {"credential": answer})
    assert "_auth_user_id" not in client.session


def test_a_passkey_is_the_second_factor_after_the_password(holder, client) -> None:
    owner, passkey = holder
    page = client.post(reverse("account_login"), {"login": owner.user.email, "password": PASSWORD}, follow=True)
    answer = passkey.authenticate(as_json(page.context["js_data"]["request_options"]))
    assert client.post(reverse("mfa_authenticate"), {"credential": answer}).status_code == 302
    assert client.get(reverse("profile")).status_code == 200


def test_a_passkey_is_asked_for_first_before_a_sensitive_act(holder) -> None:
    client, passkey = holder
    grow_old(client)
    asked = client.get("/sensitive/").headers["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate_webauthn"))
    answer = passkey.authenticate(as_json(client.get(asked).context["js_data"]["request_options"]))
    response = client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": answer, "next": "/sensitive/"})
    assert response.headers["Location"] == "/sensitive/"
    assert client.post("/sensitive/").content == b"done"
