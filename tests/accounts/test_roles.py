"""Which roles go together."""

import pytest

from accounts.roles import INCOMPATIBLE_ROLES, ROLES_OF_KIND, Role, kind_of, may_be_held_together


def test_every_role_belongs_to_exactly_one_kind_of_organisation() -> None:
    listed = [role for roles in ROLES_OF_KIND.values() for role in roles]
    assert sorted(listed) == sorted(Role)


@pytest.mark.parametrize("pair", INCOMPATIBLE_ROLES, ids=lambda pair: "+".join(sorted(pair)))
def test_who_decides_claims_never_pays_them(pair: frozenset[Role]) -> None:
    assert not may_be_held_together(pair)
    assert not may_be_held_together({*pair, Role.ADMINISTRATOR})


def test_nobody_works_for_a_repairer_and_for_the_operator() -> None:
    assert not may_be_held_together({Role.REPAIRER_OWNER, Role.CONTROL_OFFICER})
    assert not may_be_held_together({Role.CERTIFIER, Role.REPAIRER_EMPLOYEE})


def test_roles_that_do_not_conflict_go_together() -> None:
    assert may_be_held_together({Role.REPAIRER_OWNER, Role.REPAIRER_EMPLOYEE})
    assert may_be_held_together({Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR})
    assert kind_of(Role.AUDITOR) == kind_of(Role.CERTIFIER)
