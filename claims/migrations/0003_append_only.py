"""Events and decisions are never changed: the database refuses it too."""

from django.db import migrations

from core.history import append_only


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_initial")]

    operations = [append_only("claims_claimevent", "claims_decision")]
