"""The technical administration: administrators look, nobody changes."""

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services.groups import follow_roles
from tests.factories.accounts import MembershipFactory, OperatorFactory, UserFactory, person

pytestmark = pytest.mark.django_db

MODELS = ("user", "organisation", "membership", "invitation")


def test_administrators_look_and_change_nothing(signed_in) -> None:
    membership = MembershipFactory()
    administrator = person(Role.ADMINISTRATOR)
    follow_roles(user=administrator)
    client = signed_in(user=User.objects.get(pk=administrator.pk))
    assert client.get("/admin/").status_code == 200
    for model in MODELS:
        assert client.get(reverse(f"admin:accounts_{model}_changelist"), {"q": "x"}).status_code == 200
        assert client.get(reverse(f"admin:accounts_{model}_add")).status_code == 403
    address = reverse("admin:accounts_membership_change", args=[membership.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"role": "administrator"}).status_code == 403
    assert (
        client.post(reverse("admin:accounts_membership_delete", args=[membership.pk]), {"post": "yes"}).status_code
        == 403
    )
    membership.refresh_from_db()
    assert membership.role == Role.REPAIRER_OWNER


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_opens_it(signed_in, role: Role) -> None:
    client = signed_in(role)
    follow_roles(user=client.user)
    assert client.get("/admin/").status_code in {302, 403}
    assert client.get("/admin/login/").status_code == 403


def test_the_flag_alone_shows_no_account(signed_in) -> None:
    OperatorFactory()
    client = signed_in(Role.EDITOR, is_staff=True)
    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 403
    assert UserFactory._meta.model.objects.count() == 1
