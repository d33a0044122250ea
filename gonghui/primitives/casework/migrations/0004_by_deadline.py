"""The list by deadline is read by one index, whatever it shows: what is open, in one stage, over, or all.

Locks: casework_case against writing while the index is made anew; seconds for a million.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_reckoned")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="cases_by_deadline"),
        migrations.AddIndex(
            model_name="case", index=models.Index(fields=["kind", "due_at", "id"], name="cases_by_deadline")
        ),
    ]
