"""Bookings moved to the primitive hours. Locks: none, the keys follow the renamed tables by themselves."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reading', '0003_lending'),
        ('hours', '0001_initial'),
    ]
    run_before = [('admission', '0009_hours_apart')]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='seatbooking',
                    name='booking',
                    field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seat_booking', to='hours.Booking'),
                ),
            ],
        ),
    ]
