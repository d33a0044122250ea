"""Forms that come twice are one; a position that was guessed is known as such.

Locks: inspections and stores against writers while two small indexes are built, seconds where there are a million.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_by_password'),
        ('places', '0006_end_of_the_day'),
        ('stations', '0003_hours'),
    ]

    operations = [
        migrations.AddField(
            model_name='call',
            name='exact',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name='inspection',
            name='key',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        migrations.AddField(
            model_name='supply',
            name='key',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('premises', 'key'), name='one_inspection_per_key'),
        ),
        migrations.AddConstraint(
            model_name='supply',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('premises', 'key'), name='one_supply_per_key'),
        ),
    ]
