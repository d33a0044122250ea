
import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('template', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=80)),
                ('text', models.TextField()),
                ('link', models.CharField(blank=True, max_length=200)),
                ('read_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('channel', models.CharField(default='sms', max_length=8)),
                ('template', models.CharField(max_length=60)),
                ('message_sealed', models.BinaryField()),
                ('state', models.CharField(choices=[('due', '待发送'), ('sending', '发送中'), ('sent', '已发送'), ('failed', '不再尝试'), ('unsure', '结果不明')], default='due', max_length=8)),
                ('attempts', models.IntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('claimed_until', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('provider_id', models.CharField(blank=True, max_length=80)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('useless_after', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='notices.notice')),
            ],
        ),
        migrations.CreateModel(
            name='ShownMessage',
            fields=[
                ('delivery', models.UUIDField(primary_key=True, serialize=False)),
                ('to', models.CharField(max_length=20)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['to', '-at'], name='shown_messages_by_number')],
            },
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['person', '-id'], name='notices_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['person'], name='notices_unread'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'due')), fields=['due_at', 'id'], name='deliveries_due'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'due'), ('useless_after__isnull', False)), fields=['due_at', 'id'], name='deliveries_urgent'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'sending')), fields=['claimed_until'], name='deliveries_claimed'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'unsure')), fields=['id'], name='deliveries_doubtful'),
        ),
    ]
