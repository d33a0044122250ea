"""Hours of a resource get an app of their own. Locks: each of its tables for a moment, while it is renamed."""

import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models

from gonghui.primitives.moved_tables import moved


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('admission', '0008_lending_apart'),
        ('people', '0002_divisions'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                moved("admission_booking", "hours_booking"),
                moved("admission_hour", "hours_hour"),
            ],
            state_operations=[
                migrations.CreateModel(
                    name='Booking',
                    fields=[
                        ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('resource', models.UUIDField()),
                        ('scope', models.UUIDField(null=True)),
                        ('starts', models.DateTimeField()),
                        ('ends', models.DateTimeField()),
                        ('before', models.IntegerField(default=0)),
                        ('after', models.IntegerField(default=0)),
                        ('code', models.CharField(max_length=16)),
                        ('key', models.CharField(max_length=80)),
                        ('taken_at', models.DateTimeField()),
                        ('confirm_by', models.DateTimeField(null=True)),
                        ('arrived_at', models.DateTimeField(null=True)),
                        ('left_at', models.DateTimeField(null=True)),
                        ('released_at', models.DateTimeField(null=True)),
                        ('release_reason', models.CharField(blank=True, max_length=20)),
                        ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='people.person')),
                    ],
                ),
                migrations.CreateModel(
                    name='Hour',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('resource', models.UUIDField()),
                        ('scope', models.UUIDField(null=True)),
                        ('at', models.DateTimeField()),
                        ('booking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='hours.booking')),
                        ('holder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                    ],
                ),
                migrations.AddIndex(
                    model_name='booking',
                    index=models.Index(condition=models.Q(('released_at', None)), fields=['resource', 'starts'], name='live_bookings'),
                ),
                migrations.AddIndex(
                    model_name='booking',
                    index=models.Index(fields=['holder', 'starts'], name='bookings_of_a_person'),
                ),
                migrations.AddIndex(
                    model_name='booking',
                    index=models.Index(condition=models.Q(('arrived_at', None), ('released_at', None)), fields=['starts'], name='bookings_to_come_to'),
                ),
                migrations.AddIndex(
                    model_name='booking',
                    index=models.Index(condition=models.Q(('confirm_by__isnull', False), ('released_at', None)), fields=['confirm_by'], name='open_bookings'),
                ),
                migrations.AddConstraint(
                    model_name='booking',
                    constraint=models.UniqueConstraint(fields=('holder', 'key'), name='one_booking_per_idempotency_key'),
                ),
                migrations.AddConstraint(
                    model_name='booking',
                    constraint=models.UniqueConstraint(fields=('code',), name='one_booking_per_code'),
                ),
                migrations.AddConstraint(
                    model_name='booking',
                    constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='booking_ends_after_it_starts'),
                ),
                migrations.AddConstraint(
                    model_name='booking',
                    constraint=models.CheckConstraint(condition=models.Q(('before__gte', 0), ('after__gte', 0)), name='booking_buffers_not_negative'),
                ),
                migrations.AddConstraint(
                    model_name='booking',
                    constraint=models.CheckConstraint(condition=models.Q(('left_at', None), ('arrived_at__isnull', False), _connector='OR'), name='left_after_arriving'),
                ),
                migrations.AddConstraint(
                    model_name='hour',
                    constraint=models.UniqueConstraint(fields=('resource', 'at'), name='one_booking_per_quarter_hour'),
                ),
                migrations.AddConstraint(
                    model_name='hour',
                    constraint=models.UniqueConstraint(condition=models.Q(('scope__isnull', False)), fields=('scope', 'holder', 'at'), name='one_resource_at_a_time'),
                ),
            ],
        ),
    ]
