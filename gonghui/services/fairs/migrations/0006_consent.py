"""A buyer's word at the till. Locks: none, its table is new."""

import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_guards'),
        ('fairs', '0005_offers_apart'),
        ('people', '0004_account_signed_out'),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('digits_hash', models.CharField(blank=True, max_length=64)),
                ('tries_left', models.IntegerField(default=0)),
                ('given_at', models.DateTimeField(null=True)),
                ('ends_at', models.DateTimeField(db_index=True)),
                ('merchant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.merchant')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('venue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fairs.venue')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'merchant', 'venue'], name='consent_of_buyer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('tries_left__gte', 0)), name='word_tries')],
            },
        ),
    ]
