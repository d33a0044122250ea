"""A member card that was lost is recalled: its code stands for nobody any more."""

import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_counsellors'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecalledCode',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('code', models.CharField(max_length=16)),
                ('key', models.CharField(blank=True, db_default='', max_length=80)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recalled_codes', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code',), name='one_recall_of_a_code'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('person', 'key'), name='one_recall_per_key')],
            },
        ),
    ]
