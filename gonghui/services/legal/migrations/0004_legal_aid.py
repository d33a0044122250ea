import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0005_swept_in_place'),
        ('legal', '0003_evidence'),
        ('people', '0012_lawyers'),
    ]

    operations = [
        migrations.CreateModel(
            name='AidApplication',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('told', models.BinaryField()),
                ('limit_on', models.DateField(null=True)),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='aid_application', to='casework.case')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AidDecision',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('granted', models.BooleanField()),
                ('ground', models.CharField(blank=True, choices=[('cause', '不属于法律援助的事项'), ('means', '不符合经济困难条件，也不在免予核查之列'), ('papers', '一次性告知后，没有按要求补充材料或者说明，视为撤回申请'), ('false', '隐瞒重要事实或者提供虚假证据'), ('own', '已经自己委托律师或者其他代理人')], max_length=10)),
                ('why', models.BinaryField(default=bytes)),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aid_decisions', to='casework.case')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('granted', True), ('ground', '')), models.Q(('granted', False), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='aid_is_refused_on_a_ground')],
            },
        ),
        migrations.CreateModel(
            name='AidStep',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('what', models.CharField(choices=[('meeting', '面谈、电话'), ('letter', '写文书、发函'), ('filing', '递交申请、立案'), ('talks', '协商、调解'), ('hearing', '开庭'), ('other', '其他')], max_length=8)),
                ('on', models.DateField()),
                ('minutes', models.IntegerField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aid_steps', to='casework.case')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gte', 0), ('minutes__lte', 1440)), name='aid_step_of_a_day_at_most')],
            },
        ),
    ]
