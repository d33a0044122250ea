"""Locks: notices_notice is closed to writes while one index is built: about a second for a million notices."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_initial'),
        ('people', '0002_divisions'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='notice',
            name='notices_of_a_person',
        ),
        migrations.RemoveIndex(
            model_name='notice',
            name='notices_unread',
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['person', '-id'], include=('read_at',), name='notices_of_a_person'),
        ),
    ]
