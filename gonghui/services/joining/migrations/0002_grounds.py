"""Every no has a ground; those of before keep their words as the explanation.

Locks: applications against writers while those that were refused are marked, the constraint looks through them and two
small indexes are made; seconds for a million.
"""

from django.db import migrations, models


def mark_earlier(apps, schema_editor):
    apps.get_model("joining", "Application").objects.filter(state="refused", ground="").update(ground="earlier")


class Migration(migrations.Migration):
    dependencies = [
        ("joining", "0001_initial"),
        ("people", "0009_goes_on_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="ground",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.RunPython(mark_earlier, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "refused"), _negated=True) | models.Q(("ground", ""), _negated=True),
                name="refused_for_a_ground",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="warned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("state__in", ("waiting", "returned"))), fields=["union"], name="undecided_for_union"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("state__in", ("waiting", "returned"))),
                fields=["before"],
                name="undecided_before_union",
            ),
        ),
    ]
