"""Lots for members in need. Locks: fairs_fair, of which a site has few rows, for a moment."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fairs', '0002_draw'),
    ]

    operations = [
        migrations.AddField(
            model_name='fair',
            name='need_lots',
            field=models.IntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name='fair',
            constraint=models.CheckConstraint(condition=models.Q(('need_lots__gte', 0)), name='fair_need_lots_not_negative'),
        ),
    ]
