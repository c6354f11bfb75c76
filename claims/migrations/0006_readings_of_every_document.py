"""Documents beside the invoice are drawn too: a reading has the purpose of its files."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("claims", "0005_drafts_notices_and_overrides")]

    operations = [
        migrations.RemoveConstraint(model_name="invoicereading", name="claims_invoicereading_once_per_files"),
        migrations.RemoveConstraint(model_name="invoicereading", name="claims_invoicereading_done_has_result"),
        migrations.RenameModel(old_name="InvoiceReading", new_name="DocumentReading"),
        migrations.AddField(
            model_name="documentreading",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("invoice", "Repair invoice"),
                    ("nameplate", "Photo of the nameplate or of the IMEI"),
                    ("appliance_photo", "Photo of the appliance"),
                    ("customer_consent", "Consent signed by the customer"),
                ],
                default="invoice",
                max_length=20,
                verbose_name="purpose",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentreading",
            constraint=models.UniqueConstraint(
                fields=("claim", "purpose", "documents_key"), name="claims_documentreading_once_per_files"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentreading",
            constraint=models.CheckConstraint(
                condition=~Q(status="done")
                | Q(finished_at__isnull=False) & (Q(result__isnull=False) | ~Q(purpose="invoice")),
                name="claims_documentreading_done_has_result",
            ),
        ),
    ]
