"""Events of bank accounts and exported reports are never changed: the database refuses it too."""

from django.db import migrations

from core.history import append_only


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_payment_records")]

    operations = [append_only("payments_bankaccountevent", "payments_reportexport")]
