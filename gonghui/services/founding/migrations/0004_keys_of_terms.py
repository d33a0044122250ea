"""A term and a certificate are written down once for the key they came with.

Locks: founding_term and founding_certificate against writers while the index of each constraint is built, of rows none
of which has a key.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('founding', '0003_invited_and_ready'),
        ('people', '0009_goes_on_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='key',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        migrations.AddField(
            model_name='term',
            name='key',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('union', 'key'), name='one_certificate_per_key'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('union', 'key'), name='one_term_per_key'),
        ),
    ]
