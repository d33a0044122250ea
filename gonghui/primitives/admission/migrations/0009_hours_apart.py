"""Hours of a resource are the primitive hours', which has renamed the tables: here they are only forgotten.

The slices whose keys pointed here run their own migrations before.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('admission', '0008_lending_apart'),
        ('hours', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='Hour'),
                migrations.DeleteModel(name='Booking'),
            ],
        ),
    ]
