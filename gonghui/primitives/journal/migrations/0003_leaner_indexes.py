"""Locks: journal_entry is closed to writes while one index is built: about a second for a million entries."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0002_append_only'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='entry',
            name='journal_by_actor',
        ),
        migrations.AlterField(
            model_name='entry',
            name='seal',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='journal.seal'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('seal__isnull', False)), fields=['seal'], name='journal_by_seal'),
        ),
    ]
