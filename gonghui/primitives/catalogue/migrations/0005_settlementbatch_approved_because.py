"""Why a batch was approved against its claim. Locks: settlement batches for a moment, the column has a default."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0004_goods_of_a_union'),
    ]

    operations = [
        migrations.AddField(
            model_name='settlementbatch',
            name='approved_because',
            field=models.CharField(blank=True, db_default='', max_length=200),
        ),
    ]
