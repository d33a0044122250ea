"""What the end of a stock-take booked as missing, so that it can be undone; an end of before cannot: it has no rows."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import gonghui.primitives.rows


class Migration(migrations.Migration):
    dependencies = [("reading", "0010_every_mark_of_a_volume")]
    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "copy",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reading.copy"),
                ),
                (
                    "stock_take",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="absences", to="reading.stocktake"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("stock_take", "copy"), name="missed_once")],
            },
        ),
    ]
