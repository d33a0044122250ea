"""Members who wait to go home stand in the agenda of each union that looks after them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('founding', '0004_keys_of_terms'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='waits_at',
            field=models.JSONField(db_default=[], default=list),
        ),
    ]
