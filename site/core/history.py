"""History: rows that are only ever added.

Services write them in the transaction of the change. PostgreSQL refuses their change by trigger (see the migrations of
each app, which call `append_only`); on both databases the model refuses it in Python.
"""

from typing import Any

from django.db import migrations, models


class AppendOnly(models.Model):
    """Abstract: a row that may be inserted and never changed or deleted through the ORM."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; TypeError on a row that is stored already."""
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always TypeError."""
        del args, kwargs
        raise TypeError(f"{type(self).__name__} rows are never deleted")


_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%% rows are never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def append_only(*tables: str) -> migrations.RunPython:
    """A migration operation: triggers that refuse UPDATE and DELETE on the tables (PostgreSQL and SQLite).

    SQLite loses them when a later migration rebuilds the table: call it again there, it replaces what it finds.
    """

    def forwards(apps: Any, schema_editor: Any) -> None:
        del apps
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_FUNCTION)
            for table in tables:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
                )
            return
        for table in tables:
            for act in ("UPDATE", "DELETE"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act.lower()}")
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
                )

    def backwards(apps: Any, schema_editor: Any) -> None:
        del apps
        for table in tables:
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
            else:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")

    return migrations.RunPython(forwards, backwards)
