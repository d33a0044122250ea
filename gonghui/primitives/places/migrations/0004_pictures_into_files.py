"""The bytes of pictures move from the table into the storage of files, one picture a transaction.

Safe to repeat: what has moved has a file and is left alone. What was under way when it was stopped left bytes that no row
knows, and the worker's task `files` removes them. The columns are emptied by the next migration.

Locks: one picture's row at a time.
"""

from django.db import migrations, transaction
from django.utils import timezone


def move(apps, _editor):
    from gonghui.kernel.attachments import JPEG, Prepared
    from gonghui.primitives.files.moving import moved

    picture, file = apps.get_model("places", "Picture"), apps.get_model("files", "File")
    waiting = picture.objects.filter(file=None, removed_at=None).values_list("pk", flat=True)
    for pk in list(waiting):
        with transaction.atomic():
            one = picture.objects.select_for_update().get(pk=pk)
            kept = Prepared("照片.jpg", JPEG, bytes(one.jpeg), bytes(one.small_jpeg), one.width, one.height)
            one.file = moved(file, kept, purpose="places.picture", now=timezone.now())
            one.save(update_fields=["file"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("places", "0003_picture_file")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
