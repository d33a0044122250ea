"""A form that is sent twice acts once, a person has one call open, and why a talk was called off is sealed.

Locks: the tables of results, notes, talks and calls against writing while each is checked or its rows are filled: the
calls and the talks called off are few thousand, a second or two.
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import F

from gonghui.primitives.people import keys

KEY = models.CharField(blank=True, default="", max_length=80)


def seal_reasons(apps, schema_editor):
    talks = apps.get_model("counselling", "Talk").objects.exclude(called_off="")
    for one in talks.only("pk", "called_off").iterator(1_000):
        sealed = keys.keyring().seal(one.called_off.encode(), context=f"counselling.Talk.reason:{one.pk}")
        talks.filter(pk=one.pk).update(reason=sealed)


def name_askers(apps, schema_editor):
    """Of each person's calls the newest that is open, or the newest; when it was pressed is when it was made."""
    calls = apps.get_model("counselling", "Call").objects
    calls.update(asked_at=F("created_at"))
    named = set()
    rows = calls.exclude(case__person=None).order_by(F("case__closed_at").desc(nulls_first=True), "-pk")
    for pk, person in rows.values_list("pk", "case__person"):
        if person not in named:
            named.add(person)
            calls.filter(pk=pk).update(asker=person)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the table is not changed while keys wait to be checked
    schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    dependencies = [("counselling", "0001_initial")]

    operations = [
        migrations.AddField("result", "key", models.CharField(blank=True, default="", max_length=64), False),
        migrations.AddField("note", "key", KEY.clone(), False),
        migrations.AddField("call", "key", KEY.clone(), False),
        migrations.AddField("call", "asked_at", models.DateTimeField(default=django.utils.timezone.now), False),
        migrations.AddField(
            "call",
            "asker",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField("talk", "reason", models.BinaryField(default=bytes)),
        migrations.RunPython(seal_reasons, migrations.RunPython.noop),
        migrations.RunPython(name_askers, migrations.RunPython.noop),
        migrations.RemoveField("talk", "called_off"),
        migrations.AddConstraint(
            "result",
            models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True), fields=("person", "key"), name="one_result_per_key"
            ),
        ),
        migrations.AddConstraint(
            "note",
            models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True), fields=("author", "key"), name="one_note_per_key"
            ),
        ),
        migrations.AddConstraint(
            "call", models.UniqueConstraint(fields=("asker",), name="one_open_call_of_a_person")
        ),
    ]
