from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_divisions")]

    operations = [
        migrations.AddField(
            model_name="signincode", name="asker", field=models.CharField(default="", max_length=64)
        ),
    ]
