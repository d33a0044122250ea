"""Things lent and turns get an app of their own. Locks: each of its tables for a moment, while it is renamed."""

import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models

from gonghui.primitives.moved_tables import moved


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('admission', '0007_presence_apart'),
        ('people', '0002_divisions'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                moved("admission_line", "lending_turnline"),
                moved("admission_keeping", "lending_keeping"),
                moved("admission_turn", "lending_turn"),
            ],
            state_operations=[
                migrations.CreateModel(
                    name='TurnLine',
                    fields=[
                        ('subject', models.UUIDField(primary_key=True, serialize=False)),
                        ('last_number', models.IntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name='Keeping',
                    fields=[
                        ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('thing', models.UUIDField()),
                        ('key', models.CharField(max_length=80)),
                        ('since', models.DateTimeField()),
                        ('due', models.DateTimeField()),
                        ('extended', models.IntegerField(default=0)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='keepings', to='people.person')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['holder'], name='open_keepings_of_a_person'), models.Index(condition=models.Q(('ended_at', None)), fields=['due'], name='open_keepings_by_due'), models.Index(fields=['thing', 'since'], name='keepings_of_a_thing')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('thing',), name='one_keeper_of_a_thing'), models.UniqueConstraint(fields=('holder', 'key'), name='one_keeping_per_idempotency_key')],
                    },
                ),
                migrations.CreateModel(
                    name='Turn',
                    fields=[
                        ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('subject', models.UUIDField()),
                        ('key', models.CharField(max_length=80)),
                        ('number', models.IntegerField()),
                        ('joined_at', models.DateTimeField()),
                        ('offered_at', models.DateTimeField(null=True)),
                        ('offered_until', models.DateTimeField(null=True)),
                        ('left_at', models.DateTimeField(null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('served', 'Served'), ('left', 'Left'), ('missed', 'Missed'), ('dismissed', 'Dismissed')], max_length=10)),
                        ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='people.person')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('left_at', None)), fields=['subject', 'number'], name='turns_to_come'), models.Index(condition=models.Q(('left_at', None), ('offered_until__isnull', False)), fields=['offered_until'], name='open_turns')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('subject', 'holder'), name='stands_once_in_line'), models.UniqueConstraint(fields=('subject', 'number'), name='one_turn_per_number'), models.UniqueConstraint(fields=('holder', 'key'), name='one_turn_per_idempotency_key'), models.CheckConstraint(condition=models.Q(models.Q(('left_at', None), ('outcome', '')), models.Q(('left_at__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='turn_ends_with_an_outcome')],
                    },
                ),
            ],
        ),
    ]
