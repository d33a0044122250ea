"""Who is inside is the primitive presence's, which has renamed the tables: here they are only forgotten."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('admission', '0006_need'),
        ('presence', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='Attendance'),
                migrations.DeleteModel(name='Entry'),
                migrations.DeleteModel(name='Presence'),
            ],
        ),
    ]
