"""Draws get an app of their own. Locks: each of its tables for a moment, while it is renamed."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models

from gonghui.primitives.moved_tables import moved


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('admission', '0009_hours_apart'),
        ('people', '0002_divisions'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                moved("admission_draw", "draws_draw"),
                moved("admission_lot", "draws_lot"),
                moved("admission_need", "draws_need"),
                moved("admission_drawfile", "draws_drawfile"),
            ],
            state_operations=[
                migrations.CreateModel(
                    name='Draw',
                    fields=[
                        ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('scope', models.UUIDField(unique=True)),
                        ('series', models.UUIDField()),
                        ('opens_at', models.DateTimeField()),
                        ('closes_at', models.DateTimeField()),
                        ('rule', models.JSONField()),
                        ('beacon_rule', models.CharField(blank=True, max_length=200)),
                        ('beacon', models.CharField(blank=True, max_length=200)),
                        ('commitment', models.CharField(max_length=64)),
                        ('secret_sealed', models.BinaryField()),
                        ('secret', models.CharField(blank=True, max_length=64)),
                        ('entries', models.IntegerField(default=0)),
                        ('lots', models.IntegerField(default=0)),
                        ('closed_at', models.DateTimeField(null=True)),
                        ('frozen', models.JSONField(null=True)),
                        ('list_hash', models.CharField(blank=True, max_length=64)),
                        ('drawn_at', models.DateTimeField(null=True)),
                        ('cancelled_at', models.DateTimeField(null=True)),
                        ('need_set_at', models.DateTimeField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Lot',
                    fields=[
                        ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('code', models.CharField(max_length=16)),
                        ('key', models.CharField(max_length=80)),
                        ('weight', models.IntegerField()),
                        ('why', models.JSONField()),
                        ('nonce', models.CharField(max_length=32)),
                        ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                        ('withdrawn_at', models.DateTimeField(null=True)),
                        ('rank', models.IntegerField(null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Need',
                    fields=[
                        ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                ),
                migrations.CreateModel(
                    name='DrawFile',
                    fields=[
                        ('draw', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='file', serialize=False, to='draws.draw')),
                        ('body', models.BinaryField()),
                    ],
                ),
                migrations.AddIndex(
                    model_name='draw',
                    index=models.Index(fields=['series', 'drawn_at'], name='draws_of_a_series'),
                ),
                migrations.AddIndex(
                    model_name='draw',
                    index=models.Index(condition=models.Q(('cancelled_at', None), ('drawn_at', None)), fields=['closes_at'], name='draws_to_come'),
                ),
                migrations.AddConstraint(
                    model_name='draw',
                    constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='draw_closes_after_it_opens'),
                ),
                migrations.AddConstraint(
                    model_name='draw',
                    constraint=models.CheckConstraint(condition=models.Q(('entries__gte', 0), ('lots__gte', models.F('entries'))), name='draw_counts_fit'),
                ),
                migrations.AddConstraint(
                    model_name='draw',
                    constraint=models.CheckConstraint(condition=models.Q(('drawn_at', None), ('closed_at__isnull', False), _connector='OR'), name='closed_before_drawn'),
                ),
                migrations.AddConstraint(
                    model_name='draw',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_at', None), ('secret', '')), models.Q(('drawn_at__isnull', False), models.Q(('secret', ''), _negated=True)), _connector='OR'), name='secret_told_when_drawn'),
                ),
                migrations.AddField(
                    model_name='lot',
                    name='draw',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entered', to='draws.draw'),
                ),
                migrations.AddField(
                    model_name='lot',
                    name='holder',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='people.person'),
                ),
                migrations.AddField(
                    model_name='lot',
                    name='place',
                    field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='admission.place'),
                ),
                migrations.AddField(
                    model_name='need',
                    name='draw',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='in_need', to='draws.draw'),
                ),
                migrations.AddField(
                    model_name='need',
                    name='person',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
                ),
                migrations.AddConstraint(
                    model_name='lot',
                    constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('holder', 'draw'), name='one_live_lot_per_person'),
                ),
                migrations.AddConstraint(
                    model_name='lot',
                    constraint=models.UniqueConstraint(fields=('holder', 'key'), name='one_lot_per_idempotency_key'),
                ),
                migrations.AddConstraint(
                    model_name='lot',
                    constraint=models.UniqueConstraint(fields=('draw', 'code'), name='one_lot_per_code'),
                ),
                migrations.AddConstraint(
                    model_name='lot',
                    constraint=models.CheckConstraint(condition=models.Q(('weight__gte', 1)), name='lot_weighs_something'),
                ),
                migrations.AddConstraint(
                    model_name='need',
                    constraint=models.UniqueConstraint(fields=('draw', 'person'), name='once_on_a_list_of_need'),
                ),
            ],
        ),
    ]
