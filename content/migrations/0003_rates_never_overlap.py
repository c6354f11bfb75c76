"""Two live rates of one product never share a day: the database refuses it too."""

from typing import Any

from django.db import migrations

# Both columns as ranges, so that no extension is needed: the owner of the database may not be allowed to add one.
_POSTGRESQL = """
ALTER TABLE content_supportrate ADD CONSTRAINT content_supportrate_never_overlap
EXCLUDE USING gist (int8range(product_id, product_id, '[]') WITH &&, daterange(valid_from, valid_until, '[]') WITH &&)
WHERE (live)
"""

_SQLITE = """
CREATE TRIGGER content_supportrate_never_overlap_{act} BEFORE {act} ON content_supportrate
WHEN NEW.live AND EXISTS (
    SELECT 1 FROM content_supportrate AS other
    WHERE other.product_id = NEW.product_id AND other.id IS NOT NEW.id AND other.live
    AND (other.valid_until IS NULL OR other.valid_until >= NEW.valid_from)
    AND (NEW.valid_until IS NULL OR NEW.valid_until >= other.valid_from)
)
BEGIN SELECT RAISE(ABORT, 'two rates of one product share a day'); END
"""


def forwards(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_POSTGRESQL)
        return
    for act in ("INSERT", "UPDATE"):
        schema_editor.execute(_SQLITE.format(act=act))


def backwards(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE content_supportrate DROP CONSTRAINT content_supportrate_never_overlap")
        return
    for act in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER content_supportrate_never_overlap_{act}")


class Migration(migrations.Migration):
    dependencies = [("content", "0002_drafts_and_brand_keys")]

    operations = [migrations.RunPython(forwards, backwards)]
