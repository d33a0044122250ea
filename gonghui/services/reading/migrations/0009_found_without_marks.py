"""Titles are found as if no mark stood in them (加西亚马尔克斯 finds 加西亚·马尔克斯), and volumes of a set are titles.

Locks: reading_title is closed to writes while one index is built. Safe to repeat.
"""

from django.db import migrations, models

AT_ONCE = 2_000


def index_again(apps, _editor):
    from gonghui.services.reading.rules import title_key
    from gonghui.services.reading.rules.tokens import tokens_of

    title, last = apps.get_model("reading", "Title"), None
    titles = title.objects.order_by("pk").only("pk", "key", "isbn", "name", "author")
    while some := list((titles if last is None else titles.filter(pk__gt=last))[:AT_ONCE]):
        for one in some:
            one.tokens = tokens_of(one.name, one.author)
            one.key = title_key(one.isbn, one.name, "", "", None) if one.isbn else one.key
        title.objects.bulk_update(some, ["tokens", "key"])
        last = some[-1].pk


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("reading", "0008_bad_rows")]
    operations = [
        migrations.RemoveConstraint(model_name="title", name="one_title_per_isbn"),
        migrations.AddIndex(model_name="title", index=models.Index(fields=["isbn"], name="titles_by_isbn")),
        migrations.RunPython(index_again, migrations.RunPython.noop),
    ]
