"""Granting and ending roles, with every refusal: nothing is changed then."""

from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connections, transaction

from accounts.errors import RoleRefused
from accounts.models import Membership, User
from accounts.roles import GROUP_OF_ROLE, Role
from accounts.services.memberships import end_role, grant_role
from core.errors import NotAllowed, Refused
from tests.factories.accounts import (
    CertifierFactory,
    MembershipFactory,
    OperatorFactory,
    OrganisationFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db


def refused(code: str, kind: type[Refused] = RoleRefused, **arguments: object) -> None:
    """The grant is refused with the code, and no membership comes of it."""
    before = list(Membership.objects.values_list("pk", "ended_at"))
    with pytest.raises(kind) as refusal:
        grant_role(**arguments)
    assert refusal.value.code == code
    assert list(Membership.objects.values_list("pk", "ended_at")) == before


def test_an_administrator_grants_a_role_and_stands_behind_it() -> None:
    administrator, someone = person(Role.ADMINISTRATOR), UserFactory()
    membership = grant_role(person=someone, organisation=OperatorFactory(), role=Role.CONTROL_OFFICER, by=administrator)
    assert membership.granted_by == administrator
    assert User.objects.get(pk=someone.pk).roles == {Role.CONTROL_OFFICER}


def test_an_owner_grants_roles_in_the_own_company_only() -> None:
    own = OrganisationFactory()
    owner, colleague = person(Role.REPAIRER_OWNER, organisation=own), UserFactory()
    grant_role(person=colleague, organisation=own, role=Role.REPAIRER_EMPLOYEE, by=owner)
    refused(
        "not-allowed",
        NotAllowed,
        person=UserFactory(),
        organisation=OrganisationFactory(),
        role=Role.REPAIRER_EMPLOYEE,
        by=owner,
    )
    refused(
        "not-allowed", NotAllowed, person=owner, organisation=OperatorFactory(), role=Role.CONTROL_OFFICER, by=owner
    )


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.REPAIRER_OWNER}])
def test_nobody_else_grants_anything(role: Role) -> None:
    refused(
        "not-allowed",
        NotAllowed,
        person=UserFactory(),
        organisation=OrganisationFactory(),
        role=Role.REPAIRER_EMPLOYEE,
        by=person(role),
    )


def test_a_deactivated_administrator_grants_nothing() -> None:
    refused(
        "not-allowed",
        NotAllowed,
        person=UserFactory(),
        organisation=OperatorFactory(),
        role=Role.EDITOR,
        by=person(Role.ADMINISTRATOR, is_active=False),
    )


def test_a_role_of_another_kind_of_organisation_is_refused() -> None:
    refused(
        "wrong-kind",
        person=UserFactory(),
        organisation=CertifierFactory(),
        role=Role.FINANCE_MAKER,
        by=person(Role.ADMINISTRATOR),
    )


@pytest.mark.parametrize("role", [Role.FINANCE_MAKER, Role.FINANCE_APPROVER])
def test_an_administrator_does_not_become_finance_by_their_own_hand(role: Role) -> None:
    administrator = person(Role.ADMINISTRATOR)
    refused("granted-to-oneself", person=administrator, organisation=OperatorFactory(), role=role, by=administrator)


def test_an_administrator_may_take_a_role_that_opens_no_money() -> None:
    administrator = person(Role.ADMINISTRATOR)
    grant_role(person=administrator, organisation=OperatorFactory(), role=Role.EDITOR, by=administrator)
    assert User.objects.get(pk=administrator.pk).has_role(Role.EDITOR)


def test_a_role_is_held_once() -> None:
    officer = person(Role.CONTROL_OFFICER)
    refused(
        "already-held",
        person=officer,
        organisation=OperatorFactory(),
        role=Role.CONTROL_OFFICER,
        by=person(Role.ADMINISTRATOR),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=officer, organisation=OperatorFactory(), role=Role.CONTROL_OFFICER)


def test_roles_that_exclude_each_other_are_refused() -> None:
    administrator = person(Role.ADMINISTRATOR)
    refused(
        "incompatible",
        person=person(Role.CONTROL_OFFICER),
        organisation=OperatorFactory(),
        role=Role.FINANCE_MAKER,
        by=administrator,
    )
    refused(
        "incompatible",
        person=person(Role.REPAIRER_OWNER),
        organisation=OperatorFactory(),
        role=Role.CONTROL_OFFICER,
        by=administrator,
    )


def test_a_deactivated_person_gets_no_role() -> None:
    refused(
        "inactive",
        person=UserFactory(is_active=False),
        organisation=OperatorFactory(),
        role=Role.EDITOR,
        by=person(Role.ADMINISTRATOR),
    )


def test_the_groups_of_the_cms_and_the_administration_follow_the_roles() -> None:
    administrator, someone = person(Role.ADMINISTRATOR), UserFactory()
    memberships = {
        role: grant_role(person=someone, organisation=OperatorFactory(), role=role, by=administrator)
        for role in GROUP_OF_ROLE
    }
    someone.refresh_from_db()
    assert set(someone.groups.values_list("name", flat=True)) == set(GROUP_OF_ROLE.values())
    assert someone.is_staff
    for membership in memberships.values():
        end_role(membership=membership, by=administrator)
    someone.refresh_from_db()
    assert not someone.groups.exists()
    assert not someone.is_staff


def test_other_roles_open_neither_the_cms_nor_the_administration() -> None:
    administrator = person(Role.ADMINISTRATOR)
    for role in set(Role) - set(GROUP_OF_ROLE):
        membership = MembershipFactory.build(role=role)
        someone = UserFactory()
        organisation = MembershipFactory(role=role).organisation
        grant_role(person=someone, organisation=organisation, role=Role(membership.role), by=administrator)
        someone.refresh_from_db()
        assert not someone.groups.exists()
        assert not someone.is_staff


def test_a_role_ends_once_and_its_row_stays() -> None:
    administrator, officer = person(Role.ADMINISTRATOR), person(Role.CONTROL_OFFICER)
    membership = officer.memberships.get()
    ended = end_role(membership=membership, by=administrator)
    assert ended.ended_by == administrator
    assert end_role(membership=membership, by=administrator).ended_at == ended.ended_at
    assert User.objects.get(pk=officer.pk).roles == frozenset()


def not_ended(code: str, membership: Membership, by: User, kind: type[Refused] = RoleRefused) -> None:
    """The end is refused with the code, and the role goes on."""
    with pytest.raises(kind) as refusal:
        end_role(membership=membership, by=by)
    assert refusal.value.code == code
    membership.refresh_from_db()
    assert membership.ended_at is None


def test_the_last_owner_of_a_repairer_stays() -> None:
    company = OrganisationFactory()
    owner = person(Role.REPAIRER_OWNER, organisation=company)
    person(Role.REPAIRER_EMPLOYEE, organisation=company)
    gone = person(Role.REPAIRER_OWNER, organisation=company, is_active=False)
    not_ended("last-one", owner.memberships.get(), owner)
    not_ended("last-one", owner.memberships.get(), person(Role.ADMINISTRATOR))
    end_role(membership=gone.memberships.get(), by=owner)


def test_an_owner_may_go_when_another_one_is_there() -> None:
    company = OrganisationFactory()
    first, second = (person(Role.REPAIRER_OWNER, organisation=company) for _ in range(2))
    end_role(membership=first.memberships.get(), by=second)
    not_ended("last-one", second.memberships.get(), second)


def test_the_last_administrator_stays() -> None:
    administrator = person(Role.ADMINISTRATOR)
    not_ended("last-one", administrator.memberships.get(), administrator)


def test_an_owner_does_not_end_roles_elsewhere() -> None:
    elsewhere = person(Role.REPAIRER_EMPLOYEE)
    not_ended("not-allowed", elsewhere.memberships.get(), person(Role.REPAIRER_OWNER), NotAllowed)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_owners_who_remove_each_other_at_once_leave_one() -> None:
    company = OrganisationFactory()
    first, second = (person(Role.REPAIRER_OWNER, organisation=company) for _ in range(2))
    barrier, refusals = Barrier(2), []

    def remove(membership: Membership, by: User) -> None:
        try:
            barrier.wait()
            end_role(membership=membership, by=User.objects.get(pk=by.pk))
        except Refused as refusal:
            refusals.append(refusal.code)
        finally:
            connections.close_all()

    threads = [
        Thread(target=remove, args=(second.memberships.get(), first)),
        Thread(target=remove, args=(first.memberships.get(), second)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refusals) == 1
    assert company.memberships.filter(role=Role.REPAIRER_OWNER, ended_at=None).count() == 1
