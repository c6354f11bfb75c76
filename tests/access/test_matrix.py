"""The access matrix holds, and it is complete. How to add an address: see `tests.access.matrix`."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.access.matrix import FAMILIES, FAMILY_IDENTITIES, ROUTES
from tests.access.routes import address, any_address, routes
from tests.access.rows import ANONYMOUS, AWAY, IDENTITIES, LOGIN, Outcome
from tests.access.world import World

_REFUSALS = {LOGIN, 403, 404}


def family_of(route: str) -> str | None:
    """The prefix of the family that the route belongs to."""
    return next((prefix for prefix in FAMILIES if route.startswith(prefix)), None)


def test_every_route_has_its_row() -> None:
    missing = [route for route in dict.fromkeys(routes()) if route not in ROUTES and family_of(route) is None]
    assert not missing, "These routes have no row in tests/access/matrix.py:\n" + "\n".join(
        f"    {route!r}: ..." for route in missing
    )


def test_every_row_has_its_route() -> None:
    gone = sorted(set(ROUTES) - set(routes()))
    assert not gone, f"These rows of tests/access/matrix.py have no route any more: {gone}"


def seen(response: HttpResponse, path: str) -> Outcome:
    """What the table calls the answer."""
    if response.status_code in {301, 302}:
        location = response.headers["Location"]
        if location == f"/fr{path}":  # Django's second try at an address that does not exist
            return 404
        return LOGIN if location.startswith((reverse("account_login"), "/cms/login/", "/admin/login/")) else AWAY
    return response.status_code


def ask(client: Client, method: str, path: str) -> Outcome:
    """The outcome of one request, whose effects are undone."""
    with transaction.atomic():
        outcome = seen(getattr(client, method)(path), path)
        transaction.set_rollback(True)
    return outcome


@pytest.fixture
def client_of(signed_in, world):
    """`client_of(identity)`: a client of somebody of the identity."""
    return lambda identity: Client() if identity == ANONYMOUS else signed_in(user=world.person(identity))


@pytest.fixture
def world(db: None) -> World:
    """Objects for the arguments of addresses."""
    return World()


def mistakes(client: Client, identity: str, world: World) -> Iterator[str]:
    """Each cell of the identity that does not hold."""
    client.raise_request_exception = False
    for route, row in ROUTES.items():
        arguments = {parameter: world.value(piece, parameter) for parameter, piece in row.made_from.items()}
        path, expected = address(route, arguments), row.outcomes[identity]
        methods = ("get", "post") if expected in _REFUSALS and row.method == "get" else (row.method,)
        for method in methods:
            outcome = ask(client, method, path)
            if outcome != expected and not (method == "post" and outcome == 405):
                yield f"{route!r} by {method}: expected {expected}, got {outcome}"


@pytest.mark.django_db
@pytest.mark.parametrize("identity", IDENTITIES)
def test_everybody_reaches_what_the_table_says_and_nothing_else(client_of, world, identity: str) -> None:
    found = list(mistakes(client_of(identity), identity, world))
    assert not found, f"{identity}:\n" + "\n".join(found)


@pytest.mark.django_db
@pytest.mark.parametrize("identity", FAMILY_IDENTITIES)
def test_the_families_of_others_refuse_everybody_who_has_no_business_there(client_of, identity: str) -> None:
    client = client_of(identity)
    client.raise_request_exception = False
    found = []
    for route in dict.fromkeys(routes()):
        prefix, path = family_of(route), any_address(route)
        if route in ROUTES or prefix is None or path is None:
            continue
        family = FAMILIES[prefix]
        if identity in family.allowed or route in family.open_to_all:
            continue
        outcome = ask(client, "get", path)
        refusals = {LOGIN, 404} if identity == ANONYMOUS else {LOGIN, 403, 404}
        if outcome not in refusals:
            found.append(f"{route!r}: {outcome}")
    assert not found, f"{identity}:\n" + "\n".join(found)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_who_has_business_in_the_cms_gets_in(client_of, role: Role) -> None:
    assert client_of(role).get("/cms/").status_code == 200
