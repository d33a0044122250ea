"""Covers keep their bytes in files. Locks: reading_cover, for a moment; it looks once through its rows."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reading", "0006_covers_into_files")]
    operations = [
        migrations.RemoveField(model_name="cover", name="media_type"),
        migrations.RemoveField(model_name="cover", name="picture"),
        migrations.AlterField(
            model_name="cover",
            name="file",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.file"),
        ),
    ]
