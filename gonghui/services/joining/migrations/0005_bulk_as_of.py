"""A bulk decision is of what waited when its number was shown."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joining', '0004_release'),
    ]

    operations = [
        migrations.AddField(
            model_name='bulkdecision',
            name='as_of',
            field=models.DateTimeField(null=True),
        ),
    ]
