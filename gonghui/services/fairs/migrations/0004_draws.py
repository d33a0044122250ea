"""Draws moved to a primitive of their own. Locks: none, the keys follow the renamed tables by themselves."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('fairs', '0003_need'),
        ('draws', '0001_initial'),
    ]
    run_before = [('admission', '0010_draws_apart')]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='fair',
                    name='draw',
                    field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fair', to='draws.Draw'),
                ),
            ],
        ),
    ]
