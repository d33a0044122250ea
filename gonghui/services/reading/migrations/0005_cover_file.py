"""A cover points at a file."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("reading", "0004_hours")]
    operations = [
        migrations.AddField(
            model_name="cover",
            name="file",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"
            ),
        ),
    ]
