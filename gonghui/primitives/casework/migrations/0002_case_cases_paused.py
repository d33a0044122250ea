"""Cases whose clock stands still, found by since when.

Locks: casework_case against writing while the index is made; at once, as there are no cases yet.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0001_initial'),
        ('people', '0009_goes_on_in'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('paused_at__isnull', False)), fields=['paused_at'], name='cases_paused'),
        ),
    ]
