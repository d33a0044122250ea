"""The administrative divisions, and a table of counts that need not survive a crash.

Locks: the table of counts, which is emptied in a moment when it stops being logged; divisions are only added to.
"""

from django.db import migrations

from gonghui.primitives.people import divisions


def load(apps, schema_editor):
    divisions.load(apps)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(
            'ALTER TABLE people_ratecount SET UNLOGGED',
            'ALTER TABLE people_ratecount SET LOGGED',
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
