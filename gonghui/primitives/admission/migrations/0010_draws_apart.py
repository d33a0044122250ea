"""Draws are a primitive of their own, which has renamed the tables: here they are only forgotten.

The slices whose keys pointed here run their own migrations before.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('admission', '0009_hours_apart'),
        ('draws', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='DrawFile'),
                migrations.DeleteModel(name='Need'),
                migrations.DeleteModel(name='Lot'),
                migrations.DeleteModel(name='Draw'),
            ],
        ),
    ]
