"""What a death ended goes on when the death is taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joining', '0005_bulk_as_of'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='died_from',
            field=models.CharField(blank=True, db_default='', default='', max_length=9),
        ),
    ]
