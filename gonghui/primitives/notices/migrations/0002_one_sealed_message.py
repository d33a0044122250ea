"""Number, words and parameters of a delivery under one seal. What was still to be sent before is lost: unreleased."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.RemoveField("delivery", "to_sealed"),
        migrations.RemoveField("delivery", "text_sealed"),
        migrations.RemoveField("delivery", "params_sealed"),
        migrations.AddField("delivery", "message_sealed", models.BinaryField(default=b""), preserve_default=False),
    ]
