"""What is late and stands before the union above already is read by no sweep again: of a big backlog each round had
read all of it.

Locks: casework_case against writing while the index is made; seconds for a million.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_swept_in_place")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["kind", "due_at", "id"], name="cases_not_escalated",
                condition=Q(closed_at=None, due_at__isnull=False, escalated_at=None),
            ),
        ),
    ]  # fmt: skip
