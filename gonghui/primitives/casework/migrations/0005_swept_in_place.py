"""What a sweep notes of a case is written where it stands: no index knows it, and a page keeps room for it.

Locks: casework_case for a moment.
"""

from django.db import migrations

ROOM = "ALTER TABLE casework_case SET (fillfactor = 85)"
NONE = "ALTER TABLE casework_case RESET (fillfactor)"


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_by_deadline")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="cases_not_escalated"),
        migrations.RemoveIndex(model_name="case", name="cases_not_warned"),
        migrations.RunSQL(ROOM, NONE),
    ]
