import django.core.serializers.json
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reading", "0007_cover_bytes_moved")]

    operations = [
        migrations.AddField(
            model_name="catalogueimport",
            name="bad_rows",
            field=models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder),
        ),
    ]
