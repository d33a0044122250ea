"""A pledge is written down once for the key it came with.

Locks: founding_pledge against writers while the index of its constraint is built, of rows none of which has a key.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('founding', '0005_case_waits_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='pledge',
            name='key',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        migrations.AddConstraint(
            model_name='pledge',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('round', 'key'), name='one_pledge_per_key'),
        ),
    ]
