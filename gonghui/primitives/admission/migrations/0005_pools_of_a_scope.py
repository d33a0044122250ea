"""Locks: admission_pool is closed to writes while its index is built; it has a row for each session, so milliseconds."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('admission', '0004_hours_keeping_presence'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='pool',
            index=models.Index(fields=['scope'], name='pools_of_a_scope'),
        ),
    ]
