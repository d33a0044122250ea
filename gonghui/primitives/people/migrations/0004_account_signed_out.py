from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_asker_of_codes")]

    operations = [
        migrations.AddField(model_name="account", name="signed_out_at", field=models.DateTimeField(null=True)),
    ]
