"""Counting who is inside gets an app of its own. Locks: each of its tables for a moment, while it is renamed."""

import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models

from gonghui.primitives.moved_tables import moved


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('admission', '0006_need'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                moved("admission_presence", "presence_presence"),
                moved("admission_entry", "presence_doorentry"),
                moved("admission_attendance", "presence_attendance"),
            ],
            state_operations=[
                migrations.CreateModel(
                    name='Presence',
                    fields=[
                        ('subject', models.UUIDField(primary_key=True, serialize=False)),
                        ('capacity', models.IntegerField()),
                        ('inside', models.IntegerField(default=0)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('inside__gte', 0), ('inside__lte', models.F('capacity'))), name='never_crowded')],
                    },
                ),
                migrations.CreateModel(
                    name='DoorEntry',
                    fields=[
                        ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('key', models.CharField(max_length=80)),
                        ('group', models.CharField(blank=True, max_length=20)),
                        ('came_at', models.DateTimeField()),
                        ('went_at', models.DateTimeField(null=True)),
                        ('subject', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='presence.presence')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('went_at', None)), fields=['subject', 'came_at'], name='entries_inside')],
                        'constraints': [models.UniqueConstraint(fields=('subject', 'key'), name='one_entry_per_idempotency_key')],
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('group', models.CharField(blank=True, max_length=20)),
                        ('came', models.IntegerField(default=0)),
                        ('subject', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='presence.presence')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('subject', 'day', 'group'), name='one_count_per_day_and_group')],
                    },
                ),
            ],
        ),
    ]
