"""Locks: notices_delivery is closed to writes while two small indexes are built: a second or two for a million."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("notices", "0002_leaner_indexes")]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("due", "待发送"),
                    ("sending", "发送中"),
                    ("held", "等待排除故障"),
                    ("sent", "已发送"),
                    ("failed", "不再尝试"),
                    ("unsure", "结果不明"),
                ],
                default="due",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "held")), fields=["error", "template", "id"], name="deliveries_held"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(condition=models.Q(("state", "failed")), fields=["due_at", "id"], name="deliveries_failed"),
        ),
    ]
