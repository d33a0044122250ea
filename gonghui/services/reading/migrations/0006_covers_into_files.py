"""The bytes of covers move from the table into the storage of files, encoded anew, one cover a transaction.

Safe to repeat: what has moved has a file and is left alone. A cover whose bytes are no picture was never seen by anybody,
and goes.

Locks: one cover's row at a time.
"""

from django.db import migrations, transaction
from django.utils import timezone


def move(apps, _editor):
    from gonghui.kernel.attachments import Incoming, prepare
    from gonghui.kernel.refusals import Refused
    from gonghui.primitives.files.moving import moved
    from gonghui.services.reading.rules import COVER

    cover, file = apps.get_model("reading", "Cover"), apps.get_model("files", "File")
    for pk in list(cover.objects.filter(file=None).values_list("pk", flat=True)):
        with transaction.atomic():
            one = cover.objects.select_for_update().get(pk=pk)
            try:
                [kept] = prepare([Incoming("封面.jpg", bytes(one.picture))], COVER)
            except Refused:
                one.delete()
                continue
            one.file = moved(file, kept, purpose="reading.cover", now=timezone.now())
            one.save(update_fields=["file"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("reading", "0005_cover_file")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
