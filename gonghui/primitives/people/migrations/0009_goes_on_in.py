"""Where a union goes on that has ended: its members went there."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0008_persons_found"),
    ]

    operations = [
        migrations.AddField(
            model_name="union",
            name="goes_on_in",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.union",
            ),
        ),
    ]
