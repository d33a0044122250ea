import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0005_correction'),
        ('people', '0007_employers_and_standings'),
    ]

    operations = [
        migrations.AddField(
            model_name='unionchange',
            name='decided_from',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.union'),
        ),
    ]
