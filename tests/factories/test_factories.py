"""Every factory makes a row that the database accepts."""

import pytest

from accounts.roles import Role
from tests.factories import accounts, certification, claims, content, payments

FACTORIES = sorted(
    {
        value
        for module in (accounts, certification, claims, content, payments)
        for name, value in vars(module).items()
        if name.endswith("Factory") and value.__module__.startswith("tests.factories")
    },
    key=lambda factory: factory.__name__,
)
NEEDS_CLAIM = {claims.CustomerFactory, claims.ClaimPartFactory, claims.ClaimDocumentFactory}


@pytest.mark.django_db
@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory.__name__)
def test_a_factory_makes_a_row_that_is_valid(factory: type) -> None:
    fields = {"claim": claims.DraftClaimFactory()} if factory in NEEDS_CLAIM else {}
    row = factory(**fields)
    row.full_clean(exclude=["password", "groups", "user_permissions"])
    assert row.pk


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_person_has_the_role_that_was_asked_for(role: Role) -> None:
    assert accounts.person(role).roles == {role}
