"""Hours that end at 23:59 last until midnight, as they are read from now on: else a place is shut for a minute a day.

Locks: the rows of premises and rooms with such hours, for the moment of one update each. What was meant cannot be told
from what was written once both are stored alike: going back leaves the hours as they are.
"""

from django.db import migrations

EDGES = """
UPDATE {table} SET week = ARRAY(
    SELECT edge + (place % 2 = 0 AND edge % 1440 = 1439)::int
    FROM unnest(week) WITH ORDINALITY AS edges (edge, place) ORDER BY place
)
WHERE EXISTS (
    SELECT FROM unnest(week) WITH ORDINALITY AS edges (edge, place) WHERE place % 2 = 0 AND edge % 1440 = 1439
)
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0005_picture_bytes_moved")]
    operations = [
        migrations.RunSQL(EDGES.format(table=table), migrations.RunSQL.noop) for table in ("places_premises", "places_room")
    ]
