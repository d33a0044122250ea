"""Who is in need, for the lots of a draw."""

import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('admission', '0005_pools_of_a_scope'),
        ('people', '0002_divisions'),
    ]

    operations = [
        migrations.AddField(
            model_name='draw',
            name='need_set_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('draw', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='in_need', to='admission.draw')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('draw', 'person'), name='once_on_a_list_of_need')],
            },
        ),
    ]
