"""An employer and papers are added once for the key they came with.

Locks: founding_paper for a moment, to add a column with a default that no row is rewritten for.
"""

import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('founding', '0006_keys_of_pledges'),
    ]

    operations = [
        migrations.AddField(
            model_name='paper',
            name='key',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        migrations.CreateModel(
            name='EnteredEmployer',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('key', models.CharField(max_length=80)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.union')),
                ('employer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.employer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'key'), name='one_entered_employer_per_key')],
            },
        ),
    ]
