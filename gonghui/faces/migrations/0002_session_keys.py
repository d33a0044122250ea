"""Keys of sessions become their digests; nobody is signed out by it.

Locks: the rows of sessions, for one UPDATE of the whole table: seconds for some hundred thousand.
"""

from django.db import migrations

DIGEST = """
UPDATE django_session SET session_key = left(encode(sha256(convert_to(session_key, 'UTF8')), 'hex'), 40)
"""


class Migration(migrations.Migration):
    dependencies = [("faces", "0001_initial"), ("sessions", "0001_initial")]

    operations = [migrations.RunSQL(DIGEST, migrations.RunSQL.noop)]
