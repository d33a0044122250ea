"""What is lent and whose turn it is moved to the primitive lending. Locks: none, the keys follow the renamed tables by themselves."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stations', '0001_initial'),
        ('lending', '0001_initial'),
    ]
    run_before = [('admission', '0008_lending_apart')]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='use',
                    name='keeping',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='use', to='lending.Keeping'),
                ),
                migrations.AlterField(
                    model_name='use',
                    name='turn',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='use', to='lending.Turn'),
                ),
            ],
        ),
    ]
