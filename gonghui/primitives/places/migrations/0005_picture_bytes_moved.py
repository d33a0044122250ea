"""Pictures keep their bytes in files. Locks: places_picture, a table of few rows, for a moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0004_pictures_into_files")]
    operations = [
        migrations.RemoveField(model_name="picture", name="jpeg"),
        migrations.RemoveField(model_name="picture", name="small_jpeg"),
        migrations.RemoveField(model_name="picture", name="width"),
        migrations.RemoveField(model_name="picture", name="height"),
        migrations.AddConstraint(
            model_name="picture",
            constraint=models.CheckConstraint(
                condition=models.Q(("removed_at__isnull", False), ("file__isnull", False), _connector="OR"),
                name="shown_picture_has_a_file",
            ),
        ),
    ]
