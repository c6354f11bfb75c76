"""The gate: who needs a second factor reaches nothing without it, by any door."""

import json

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.urls import reverse

from accounts.roles import REPAIRER_ROLES, STAFF_ROLES, Role
from accounts.services.seeds import seal_seeds_again
from tests.conftest import SignedInClient, authenticate
from tests.factories.accounts import PASSWORD, TOTP_SECRET, UserFactory, give_totp, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.urls")]

DOORS = (
    "/fr/",
    "/fr/account/",
    "/fr/account/start/",
    "/fr/account/email/",
    "/cms/",
    "/cms/pages/",
    "/admin/",
    "/admin/login/",
    "/documents/1/x.pdf",
)


def code_of(secret: str) -> str:
    """The code that an app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_password_only(user) -> SignedInClient:
    """A session that showed the password and nothing else."""
    client = SignedInClient()
    authenticate(client, user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = session[AUTHENTICATION_METHODS_SESSION_KEY][:1]
    session.save()
    return client


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_staff_without_a_second_factor_are_led_to_set_one_up(role: Role) -> None:
    client = with_password_only(person(role))
    for door in DOORS:
        response = client.get(door)
        assert (response.status_code, response.headers["Location"]) == (302, reverse("mfa_index")), door
        response = client.post(door)
        assert (response.status_code, response.headers["Location"]) == (302, reverse("mfa_index")), door


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_staff_who_did_not_show_their_second_factor_are_asked_for_it(role: Role) -> None:
    user = person(role)
    give_totp(user)
    client = with_password_only(user)
    for door in (*DOORS, reverse("mfa_activate_totp"), reverse("mfa_add_webauthn"), reverse("mfa_index")):
        response = client.get(door)
        assert response.status_code == 302, door
        assert response.headers["Location"].startswith(reverse("mfa_reauthenticate")), door


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_interfaces_are_refused_in_json(role: Role) -> None:
    user = person(role)
    for _attempt in range(2):
        response = with_password_only(user).get("/api/v1/something/")
        assert response.status_code == 403
        assert response.json()["code"] == "second-factor-required"
        give_totp(user)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_staff_go_on_with_a_second_factor(signed_in, role: Role) -> None:
    client = signed_in(role)
    assert client.get(reverse("profile")).status_code == 200
    assert client.get("/api/v1/something/").content == b"done"


def test_superusers_and_technical_staff_need_it_too() -> None:
    for fields in ({"is_superuser": True}, {"is_staff": True}):
        response = with_password_only(UserFactory(**fields)).get("/admin/")
        assert response.headers["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("role", sorted(REPAIRER_ROLES))
def test_repairers_need_it_only_when_the_settings_say_so(role: Role, settings) -> None:
    client = with_password_only(person(role))
    assert client.get(reverse("profile")).status_code == 200
    settings.SECOND_FACTOR_REQUIRED_FOR_REPAIRERS = True
    assert client.get(reverse("profile")).headers["Location"] == reverse("mfa_index")


def test_what_stays_open_is_setting_up_leaving_and_the_language() -> None:
    client = with_password_only(person(Role.FINANCE_APPROVER))
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_logout", "health"):
        assert client.get(reverse(name)).status_code == 200, name
    assert client.post(reverse("set_language"), {"language": "en"}).headers["Location"] == "/"
    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_part_of_a_page_leads_the_whole_page_away() -> None:
    client = with_password_only(person(Role.CONTROL_OFFICER))
    response = client.get("/fr/account/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, reverse("mfa_index"))


def test_setting_up_codes_opens_everything_and_ends_other_sessions() -> None:
    user = person(Role.ADMINISTRATOR)
    elsewhere = with_password_only(user)
    elsewhere.get(reverse("mfa_index"))
    client = with_password_only(user)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = page.context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(response.headers["Location"])
    assert len(codes.context["unused_codes"]) == 10
    assert client.get(reverse("profile")).status_code == 200
    assert elsewhere.get(reverse("mfa_index")).headers["Location"].startswith(reverse("account_login"))
    assert list(UserSession.objects.filter(user=user).values_list("session_key", flat=True)) == [
        client.session.session_key
    ]


def test_a_wrong_first_code_sets_nothing_up() -> None:
    user = person(Role.ADMINISTRATOR)
    client = with_password_only(user)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    wrong = "000000" if code_of(secret) != "000000" else "111111"
    assert client.post(reverse("mfa_activate_totp"), {"code": wrong}).status_code == 200
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_stolen_password_does_not_add_a_factor() -> None:
    user = person(Role.REPAIRER_OWNER)
    give_totp(user)
    client = with_password_only(user)
    assert client.get(reverse("mfa_add_webauthn")).headers["Location"].startswith(reverse("mfa_reauthenticate"))
    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert response.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("mfa_add_webauthn")).status_code == 302


def test_the_last_factor_of_staff_cannot_be_removed(signed_in) -> None:
    client = signed_in(Role.CONTROL_OFFICER)
    page = client.post(reverse("mfa_deactivate_totp"))
    assert page.status_code == 200
    assert Authenticator.objects.filter(user=client.user, type=Authenticator.Type.TOTP).exists()
    passkey = Authenticator.objects.create(
        user=client.user, type=Authenticator.Type.WEBAUTHN, data={"name": "phone", "credential": {}}
    )
    client.post(reverse("mfa_deactivate_totp"))
    assert list(Authenticator.objects.filter(user=client.user)) == [passkey]
    response = client.post(reverse("mfa_remove_webauthn", kwargs={"pk": passkey.pk}))
    assert response.headers["Location"] == reverse("mfa_list_webauthn")
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_a_repairer_may_remove_the_last_factor_and_other_sessions_end(signed_in) -> None:
    user = person(Role.REPAIRER_OWNER)
    give_totp(user)
    elsewhere, client = signed_in(user=user), signed_in(user=user)
    elsewhere.get(reverse("profile"))
    assert client.post(reverse("mfa_deactivate_totp")).headers["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.filter(user=user).exists()
    assert elsewhere.get(reverse("profile")).status_code == 302
    assert client.get(reverse("profile")).status_code == 200


def sign_in(client, user, code: str):
    """Password, then code; the answer to the code."""
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert response.headers["Location"] == reverse("mfa_authenticate")
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_a_code_works_once(client) -> None:
    user = person(Role.FINANCE_MAKER)
    give_totp(user)
    code = code_of(TOTP_SECRET)
    assert sign_in(client, user, code).headers["Location"] == "/en/account/start/"
    client.post(reverse("account_logout"))
    response = sign_in(client, user, code)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_a_recovery_code_works_once(client) -> None:
    user = person(Role.FINANCE_MAKER)
    give_totp(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    assert sign_in(client, user, code).status_code == 302
    assert client.get(reverse("profile")).status_code == 200
    client.post(reverse("account_logout"))
    assert sign_in(client, user, code).context["form"].errors


BROKEN_ANSWERS: list[object] = [
    [],
    1,
    "x",
    {},
    {"response": 1},
    {"response": {"userHandle": 5}},
    {"id": "x", "rawId": "x", "response": {}, "type": "public-key"},
    {"id": "eHg", "rawId": "eHg", "response": {"clientDataJSON": "e30", "attestationObject": "AA"}},
    {
        "id": "eHg",
        "rawId": "eHg",
        "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "MQ"},
        "type": "public-key",
    },
]


@pytest.mark.parametrize("credential", ["", "not json", *map(json.dumps, BROKEN_ANSWERS)])
def test_a_broken_passkey_is_refused_and_never_an_error(client, signed_in, credential: str) -> None:
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    response = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert response.headers["Location"] == reverse("account_login")
    user = person(Role.REPAIRER_OWNER)
    holder = signed_in(user=user)
    assert holder.get(reverse("mfa_add_webauthn")).status_code == 200
    assert holder.post(reverse("mfa_add_webauthn"), {"credential": credential, "name": "x"}).status_code == 200
    give_totp(user)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert client.post(reverse("mfa_authenticate"), {"credential": credential}).status_code == 200
    assert holder.post(reverse("mfa_reauthenticate_webauthn"), {"credential": credential}).status_code == 302
    assert not Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()


def test_seeds_are_not_readable_in_the_database() -> None:
    user = person(Role.CONTROL_OFFICER)
    factor = give_totp(user)
    codes = RecoveryCodes.activate(user)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert TOTP_SECRET not in stored
    assert not any(code in stored for code in codes.get_unused_codes())
    assert TOTP(Authenticator.objects.get(pk=factor.pk)).validate_code(code_of(TOTP_SECRET))


def test_seeds_are_sealed_again_with_the_new_key(settings) -> None:
    factor = give_totp(person(Role.CONTROL_OFFICER))
    before = factor.data["secret"]
    assert seal_seeds_again() == 0
    old = settings.FIELD_ENCRYPTION_KEYS
    settings.FIELD_ENCRYPTION_KEYS = {"t2": bytes(range(32)), **old}
    assert seal_seeds_again() == 1
    settings.FIELD_ENCRYPTION_KEYS = {"t2": bytes(range(32))}
    factor.refresh_from_db()
    assert factor.data["secret"] != before
    assert TOTP(factor).validate_code(code_of(TOTP_SECRET))
