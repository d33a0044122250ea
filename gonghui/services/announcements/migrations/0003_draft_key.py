"""A draft that its form brings twice is one.

Locks: announcements against writers while a small index is built, a moment where there are thousands.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('announcements', '0002_guards'),
        ('people', '0006_mobile_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='announcement',
            name='key',
            field=models.CharField(blank=True, db_default='', max_length=80),
        ),
        migrations.AddConstraint(
            model_name='announcement',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('union', 'key'), name='one_announcement_per_idempotency_key'),
        ),
    ]
