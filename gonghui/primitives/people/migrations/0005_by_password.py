"""Tokens given before are a worker's from now on: who uses one by an office signs in again, with the password."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_account_signed_out")]

    operations = [
        migrations.AddField(model_name="account", name="may_choose_until", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="token", name="by_password", field=models.BooleanField(db_default=False, default=False)
        ),
    ]
