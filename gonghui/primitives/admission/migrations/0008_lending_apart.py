"""Things lent and turns are the primitive lending's, which has renamed the tables: here they are only forgotten.

The slices whose keys pointed here run their own migrations before.
"""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('admission', '0007_presence_apart'),
        ('lending', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='Keeping'),
                migrations.DeleteModel(name='Line'),
                migrations.DeleteModel(name='Turn'),
            ],
        ),
    ]
