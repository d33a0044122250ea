"""Why a household left the list is told of it alone: sealed, as all else that is said of one.

Locks: aid_claim against readers and writers for a moment, while columns come and go; in between each row of a household
that left the list is written once.
"""

from django.db import migrations, models

from gonghui.primitives.people import keys


def seal(apps, schema_editor):
    for claim in apps.get_model("aid", "Claim").objects.exclude(ended_why="").iterator():
        context = f"aid.Claim.ended_because:{claim.pk}"
        claim.ended_because = keys.keyring().seal(claim.ended_why.encode(), context=context)
        claim.save(update_fields=["ended_because"])


class Migration(migrations.Migration):
    dependencies = [("aid", "0002_guards")]

    operations = [
        migrations.AddField("claim", "ended_because", models.BinaryField(default=b"")),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("claim", "ended_why"),
    ]
