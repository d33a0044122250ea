"""The draw of a fair. Locks: fairs_fair, of which a site has few rows, for a moment."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('admission', '0002_draws'),
        ('fairs', '0001_initial'),
        ('people', '0002_divisions'),
    ]

    run_before = [('draws', '0001_initial')]  # which renames a table that this one points at

    operations = [
        migrations.AddField(
            model_name='fair',
            name='beacon_rule',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='fair',
            name='draw',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fair', to='admission.draw'),
        ),
        migrations.AddField(
            model_name='fair',
            name='drawn_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='fair',
            name='expected',
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name='fair',
            name='extra_lots',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='fair',
            name='offer_minutes',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='fair',
            name='told_to',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='fair',
            name='way',
            field=models.CharField(choices=[('first_come', '先到先得'), ('draw', '摇号')], default='first_come', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='fair',
            constraint=models.CheckConstraint(condition=models.Q(('extra_lots__gte', 0), ('offer_minutes__gte', 0)), name='fair_draw_terms_not_negative'),
        ),
    ]
