"""Events and decisions are never changed: neither by a model, nor by a query, nor by SQL."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from claims.models import Claim, ClaimEvent, Decision
from tests.claims import stories
from tests.factories.claims import InReviewClaimFactory

pytestmark = pytest.mark.django_db

TABLES = ("claims_claimevent", "claims_decision")


@pytest.fixture
def rows() -> tuple[ClaimEvent, Decision]:
    claim = InReviewClaimFactory()
    decision = Decision.objects.create(
        claim=claim, claim_version=1, kind=Decision.Kind.APPROVAL, made_by=stories.officer(), note="kept"
    )
    return ClaimEvent.objects.create(claim=claim, move="send", to_status="sent"), decision


def test_a_model_refuses(rows: tuple[ClaimEvent, Decision]) -> None:
    for row in rows:
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


def test_a_query_is_refused_by_the_database(rows: tuple[ClaimEvent, Decision]) -> None:
    for row in rows:
        for act in (
            lambda: type(row).objects.update(claim=row.claim_id),  # noqa: B023
            lambda: type(row).objects.all().delete(),  # noqa: B023
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
    assert ClaimEvent.objects.count() == Decision.objects.count() == 1


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_sql_is_refused_by_the_database(rows: tuple[ClaimEvent, Decision], table: str, act: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table))

    assert Decision.objects.get().note == "kept"
    assert ClaimEvent.objects.get() == rows[0]


def test_a_claim_with_a_history_is_not_deleted(rows: tuple[ClaimEvent, Decision]) -> None:
    with pytest.raises(ProtectedError):
        Claim.objects.all().delete()

    assert Claim.objects.count() == 1
