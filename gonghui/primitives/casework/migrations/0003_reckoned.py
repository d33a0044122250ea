"""A deadline remembers from which day on how many working days count, a pause when it ends, a message its key.

Locks: casework_case against reading and writing, while open cases are filled in and its indexes are made anew.
"""

import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.conf import settings
from django.db import migrations, models


# Of those that are open already: the day on which they are due, or the next on which work is done.
DUE = f"""
UPDATE casework_case SET clock_on = (due_at AT TIME ZONE '{settings.TIME_ZONE}')::date, clock_days = 0
WHERE due_at IS NOT NULL;
UPDATE casework_case SET paused_until = paused_at + interval '30 days', pauses = 1 WHERE paused_at IS NOT NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0002_case_cases_paused'),
        ('forms', '0002_guards'),
        ('people', '0009_goes_on_in'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reckoning',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(max_length=20)),
                ('days', models.JSONField(default=dict)),
                ('seen_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='cases_by_deadline',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='cases_paused',
        ),
        migrations.AddField(
            model_name='case',
            name='answers',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forms.answers'),
        ),
        migrations.AddField(
            model_name='case',
            name='clock_days',
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='clock_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='held_days',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='case',
            name='held_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='left_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='paused_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='case',
            name='pauses',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='message',
            name='key',
            field=models.CharField(blank=True, max_length=160),
        ),
        migrations.RunSQL(DUE, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None)), fields=['kind', 'due_at', 'id'], name='cases_by_deadline'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('due_at__isnull', False), ('escalated_at', None)), fields=['kind', 'due_at', 'id'], name='cases_not_escalated'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('assigned_to__isnull', False), ('closed_at', None), ('due_at__isnull', False), ('warned_at', None)), fields=['kind', 'due_at', 'id'], name='cases_not_warned'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at', None), ('left_at__isnull', False)), fields=['union'], name='cases_left'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('paused_until__isnull', False)), fields=['paused_until'], name='cases_paused'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('due_at', None), models.Q(('clock_days__isnull', False), ('clock_on__isnull', False)), _connector='OR'), name='deadline_can_be_reckoned'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paused_at', None), ('paused_until', None)), models.Q(('paused_at__isnull', False), ('paused_until__isnull', False)), _connector='OR'), name='pause_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('left_at', None), ('assigned_to', None), _connector='OR'), name='case_left_is_nobodys'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('case', 'key'), name='one_message_per_key'),
        ),
        migrations.AddConstraint(
            model_name='reckoning',
            constraint=models.UniqueConstraint(fields=('kind',), name='one_reckoning_of_a_kind'),
        ),
    ]
