"""A picture points at a file."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("places", "0002_calendar")]
    operations = [
        migrations.AddField(
            model_name="picture",
            name="file",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
            ),
        ),
    ]
