"""Members are invited to a round, employers are ready for a union, a case brings members home.

Locks: founding_change against writers while the index of its constraint is built, of rows none of which has a key.
"""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import gonghui.primitives.rows


def key_to(model, on_delete=django.db.models.deletion.CASCADE, name="+"):
    return models.ForeignKey(on_delete=on_delete, related_name=name, to=model)


class Migration(migrations.Migration):
    dependencies = [("founding", "0002_case_preparers"), ("people", "0008_persons_found")]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("person", key_to("people.person", django.db.models.deletion.PROTECT)),
                ("round", key_to("founding.round", name="invitations")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["round", "person"], name="one_invitation_of_a_member")
                ]
            },
        ),
        migrations.CreateModel(
            name="Ready",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("members", models.IntegerField()),
                ("area", key_to("people.union")),
                (
                    "employer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.employer"
                    ),
                ),
            ],
        ),
        migrations.AddField("case", "brings_home", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("change", "key", models.CharField(blank=True, db_default="", max_length=80)),
        migrations.AddField("round", "told_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "change",
            models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True), fields=("union", "key"), name="one_change_per_key"
            ),
        ),
    ]
