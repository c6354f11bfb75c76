"""Deactivating, activating and changing people."""

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from accounts.errors import RoleRefused
from accounts.models import User
from accounts.roles import Role
from accounts.services.people import activate_person, change_profile, deactivate_person
from core.errors import NotAllowed, Refused
from tests.factories.accounts import OrganisationFactory, person

pytestmark = pytest.mark.django_db


def still_open(code: str, someone: User, by: User, kind: type[Refused] = RoleRefused) -> None:
    """Deactivation is refused with the code; the account stays open."""
    with pytest.raises(kind) as refusal:
        deactivate_person(person=someone, by=by)
    assert refusal.value.code == code
    someone.refresh_from_db()
    assert someone.is_active


def test_deactivation_ends_the_sessions_and_closes_the_door(signed_in, client) -> None:
    officer = signed_in(Role.CONTROL_OFFICER)
    officer.get(reverse("profile"))
    assert UserSession.objects.filter(user=officer.user).exists()
    deactivate_person(person=officer.user, by=person(Role.ADMINISTRATOR))
    assert not UserSession.objects.filter(user=officer.user).exists()
    response = officer.get(reverse("profile"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_deactivation_takes_the_cms_away_and_activation_gives_it_back() -> None:
    first, second = person(Role.ADMINISTRATOR), person(Role.ADMINISTRATOR)
    activate_person(person=second, by=first)
    assert User.objects.get(pk=second.pk).is_staff
    deactivate_person(person=second, by=first)
    second = User.objects.get(pk=second.pk)
    assert not second.is_staff
    assert not second.groups.exists()
    activate_person(person=second, by=first)
    assert User.objects.get(pk=second.pk).groups.exists()


def test_nobody_deactivates_themself() -> None:
    administrator = person(Role.ADMINISTRATOR)
    person(Role.ADMINISTRATOR)
    still_open("oneself", administrator, administrator)


def test_the_last_administrator_is_not_deactivated() -> None:
    last = person(Role.ADMINISTRATOR)
    by = person(Role.ADMINISTRATOR)
    assert by.has_role(Role.ADMINISTRATOR)
    User.objects.filter(pk=by.pk).update(is_active=False)
    still_open("last-one", last, by)


def test_the_only_owner_of_a_repairer_can_be_stopped() -> None:
    owner = person(Role.REPAIRER_OWNER, organisation=OrganisationFactory())
    deactivate_person(person=owner, by=person(Role.ADMINISTRATOR))
    owner.refresh_from_db()
    assert not owner.is_active


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_deactivate_and_activate(role: Role) -> None:
    still_open("not-allowed", person(Role.REPAIRER_EMPLOYEE), person(role), NotAllowed)
    closed = person(Role.REPAIRER_EMPLOYEE, is_active=False)
    with pytest.raises(NotAllowed):
        activate_person(person=closed, by=person(role))
    closed.refresh_from_db()
    assert not closed.is_active


def test_a_profile_keeps_what_was_typed_without_its_edges() -> None:
    someone = change_profile(person=person(Role.EDITOR), name="  Camille Durand ", language="fr")
    someone.refresh_from_db()
    assert (someone.name, someone.language) == ("Camille Durand", "fr")
