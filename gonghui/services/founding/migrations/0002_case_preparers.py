import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("founding", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CasePreparer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="preparers", to="founding.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="casepreparer",
            constraint=models.UniqueConstraint(fields=["case", "person"], name="one_preparer_of_a_case"),
        ),
    ]
