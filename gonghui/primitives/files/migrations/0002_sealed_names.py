"""Of a sealed file the name is sealed too, and who brought it is its owner's to tell.

Locks: files_file against reading and writing, while the names of sealed files are written anew and each row is checked.
"""

from django.db import migrations, models

from gonghui.primitives.files.sealing import name_context
from gonghui.primitives.people import keys

AT_ONCE = 1_000


def seal_names(apps, schema_editor):
    rows = apps.get_model("files", "File").objects.filter(sealed=True)
    part = []
    for row in rows.exclude(name="").iterator(AT_ONCE):
        row.name_sealed = keys.keyring().seal(row.name.encode(), context=name_context(row.pk))
        row.name = ""
        part.append(row)
        if len(part) == AT_ONCE:
            rows.bulk_update(part, ["name", "name_sealed"])
            part = []
    rows.bulk_update(part, ["name", "name_sealed"])
    rows.filter(kept_by__isnull=False).update(kept_by=None)


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AddField(model_name="file", name="name_sealed", field=models.BinaryField(null=True)),
        migrations.RunPython(seal_names, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="file",
            constraint=models.CheckConstraint(
                condition=models.Q(("name_sealed", None), ("sealed", False))
                | models.Q(("kept_by", None), ("name", ""), ("sealed", True)),
                name="sealed_file_tells_nothing",
            ),
        ),
    ]
