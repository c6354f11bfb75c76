"""Events of batches are never changed: the database refuses it too."""

from django.db import migrations

from core.history import append_only


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [append_only("payments_batchevent")]
