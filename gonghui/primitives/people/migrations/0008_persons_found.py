"""Persons are found by the characters of their name and the end of their number, without looking at everybody.

Locks: people_person against writers while two indexes are made, some seconds for a million persons.
"""

import django.contrib.postgres.indexes
from django.db import migrations, models

import gonghui.primitives.text_search


class Migration(migrations.Migration):
    dependencies = [("people", "0007_employers_and_standings")]

    operations = [
        migrations.AddIndex(
            model_name="person", index=models.Index(fields=["mobile_tail"], name="persons_by_mobile_tail")
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                gonghui.primitives.text_search.Characters("name"), name="persons_by_character"
            ),
        ),
    ]
