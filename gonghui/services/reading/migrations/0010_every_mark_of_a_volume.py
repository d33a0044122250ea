"""Titles are found by their simplified words, however they were indexed; 第二卷上册 and 第二卷下册 are two titles.

A title keeps its key where another has the new one already: its copies stay with it. Copies of two volumes that were
one title until now stay together: no row of theirs says which is which. Safe to repeat; there is nothing to undo.
Reads and writes all titles, two thousand at a time; locks none for longer.
"""

from django.db import migrations, models

AT_ONCE = 2_000


def index_again(apps, _editor):
    from gonghui.services.reading.actions.catalogue import index

    title, last = apps.get_model("reading", "Title"), None
    titles = title.objects.order_by("pk").only("pk", "key", "isbn", "name", "author")
    while some := list((titles if last is None else titles.filter(pk__gt=last))[:AT_ONCE]):
        for one in some:
            index(one)
        title.objects.bulk_update(some, ["plain", "spelled", "initials", "tokens"])
        give_keys(title, some)
        last = some[-1].pk


def give_keys(title, some):
    """The keys that volumes with several marks have now, where they are nobody's."""
    from gonghui.services.reading.rules import title_key

    wanted = {}
    for one in some:
        if one.isbn and (key := title_key(one.isbn, one.name, "", "", None)) != one.key:
            wanted.setdefault(key, one)
    there = set(title.objects.filter(key__in=wanted).values_list("key", flat=True))
    for key, one in wanted.items():
        if key not in there:
            title.objects.filter(pk=one.pk).update(key=key)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("reading", "0009_found_without_marks")]
    operations = [
        migrations.AlterField(
            model_name="deskscan",
            name="outcome",
            field=models.CharField(choices=[("done", "已入账"), ("conflict", "对不上，待核对")], max_length=10),
        ),
        migrations.RunPython(index_again, migrations.RunPython.noop),
    ]
