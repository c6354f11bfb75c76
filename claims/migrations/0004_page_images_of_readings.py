"""Page images belong to a reading: the table is made anew by the next migration."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_append_only")]

    operations = [migrations.DeleteModel("PageImage")]
