"""Rows of history are never changed, by nobody, on either database."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from claims.models import ClaimEvent
from core.history import AppendOnly
from tests.factories.claims import DraftClaimFactory

HISTORIES = [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def test_there_are_histories() -> None:
    assert len(HISTORIES) >= 3


@pytest.mark.django_db
@pytest.mark.parametrize("model", HISTORIES, ids=lambda model: model.__name__)
def test_every_history_has_its_triggers(model: type[models.Model]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
            wanted = {f"{table}_append_only"}
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            wanted = {f"{table}_no_update", f"{table}_no_delete"}
        assert wanted <= {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_the_database_refuses_a_change_that_goes_round_the_model() -> None:
    claim = DraftClaimFactory()
    event = ClaimEvent.objects.create(claim=claim, move="send", from_status="draft", to_status="sent")
    for attempt in (
        lambda: ClaimEvent.objects.filter(pk=event.pk).update(move="cancel"),
        lambda: models.QuerySet(ClaimEvent).filter(pk=event.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert ClaimEvent.objects.get(pk=event.pk).move == "send"


@pytest.mark.django_db
def test_the_model_refuses_a_change() -> None:
    event = ClaimEvent.objects.create(claim=DraftClaimFactory(), move="send", from_status="draft", to_status="sent")
    with pytest.raises(TypeError, match="never changed"):
        event.save()
    with pytest.raises(TypeError, match="never deleted"):
        event.delete()
    assert ClaimEvent.objects.filter(pk=event.pk).exists()
