"""Employers, employments, standings, transfers; and of every day at most one membership, of every transfer no gap.

By row triggers, which hold the person's row while they look: an exclusion constraint is not of the portable subset.

Locks: people_membership against writers for a moment, while two triggers are made; its rows are not read.
"""

import django.db.models.deletion
import django.utils.timezone
import gonghui.primitives.rows
from django.db import migrations, models


DAYS = """
CREATE FUNCTION people_one_membership_a_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- One at a time of a person; whoever waited sees what was written meanwhile.
    PERFORM FROM people_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM people_membership AS other
        WHERE other.person_id = NEW.person_id AND other.id <> NEW.id
            AND other.starts_on < coalesce(NEW.ends_on, 'infinity')
            AND NEW.starts_on < coalesce(other.ends_on, 'infinity')
    ) THEN
        RAISE EXCEPTION 'person % would belong to two unions on one day', NEW.person_id
        USING ERRCODE = '23514', CONSTRAINT = 'no_day_of_two_memberships', TABLE = 'people_membership';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER no_day_of_two_memberships BEFORE INSERT OR UPDATE OF person_id, starts_on, ends_on ON people_membership
    FOR EACH ROW EXECUTE FUNCTION people_one_membership_a_day();
"""

GAP = """
CREATE FUNCTION people_no_gap_in_a_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM people_membership WHERE id IN (NEW.old_id, NEW.new_id) ORDER BY id FOR SHARE;
    IF NOT EXISTS (
        SELECT FROM people_membership AS one JOIN people_membership AS next ON next.id = NEW.new_id
        WHERE one.id = NEW.old_id AND one.person_id = next.person_id AND one.ends_on = next.starts_on
    ) THEN
        RAISE EXCEPTION 'transfer % has a gap', NEW.id
        USING ERRCODE = '23514', CONSTRAINT = 'transfer_without_a_gap', TABLE = 'people_transfer';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION people_keep_the_day_of_a_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM people_transfer WHERE old_id = NEW.id AND NEW.ends_on IS DISTINCT FROM OLD.ends_on
    ) OR EXISTS (
        SELECT FROM people_transfer WHERE new_id = NEW.id AND NEW.starts_on <> OLD.starts_on
    ) THEN
        RAISE EXCEPTION 'the day of a transfer of membership % stays', NEW.id
        USING ERRCODE = '23514', CONSTRAINT = 'transfer_without_a_gap', TABLE = 'people_membership';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER transfer_without_a_gap BEFORE INSERT OR UPDATE ON people_transfer
    FOR EACH ROW EXECUTE FUNCTION people_no_gap_in_a_transfer();
CREATE TRIGGER the_day_of_a_transfer_stays BEFORE UPDATE ON people_membership
    FOR EACH ROW WHEN (OLD.starts_on <> NEW.starts_on OR OLD.ends_on IS DISTINCT FROM NEW.ends_on)
    EXECUTE FUNCTION people_keep_the_day_of_a_transfer();
"""

UNDO = """
DROP TRIGGER the_day_of_a_transfer_stays ON people_membership;
DROP TRIGGER transfer_without_a_gap ON people_transfer;
DROP TRIGGER no_day_of_two_memberships ON people_membership;
DROP FUNCTION people_keep_the_day_of_a_transfer();
DROP FUNCTION people_no_gap_in_a_transfer();
DROP FUNCTION people_one_membership_a_day();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_mobile_requests'),
    ]

    operations = [
        migrations.CreateModel(
            name='Employer',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('name', models.CharField(max_length=120)),
                ('credit_code', models.CharField(max_length=18, null=True)),
                ('trade', models.CharField(blank=True, choices=[('lorry_driver', '货车司机'), ('courier', '快递员'), ('care_worker', '护工护理员'), ('domestic_worker', '家政服务员'), ('promoter', '商场信息员'), ('food_rider', '网约送餐员'), ('property_agent', '房产中介员'), ('security_guard', '保安员'), ('ride_hailing', '网约车司机'), ('ecommerce', '电商从业人员'), ('other', '其他')], max_length=20)),
                ('headcount', models.IntegerField(null=True)),
                ('headcount_on', models.DateField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='employers_around', to='people.union')),
                ('division', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.division')),
                ('union', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='employers', to='people.union')),
            ],
        ),
        migrations.CreateModel(
            name='Employment',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('platform', models.CharField(blank=True, max_length=60)),
                ('trade', models.CharField(blank=True, choices=[('lorry_driver', '货车司机'), ('courier', '快递员'), ('care_worker', '护工护理员'), ('domestic_worker', '家政服务员'), ('promoter', '商场信息员'), ('food_rider', '网约送餐员'), ('property_agent', '房产中介员'), ('security_guard', '保安员'), ('ride_hailing', '网约车司机'), ('ecommerce', '电商从业人员'), ('other', '其他')], max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('employer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='people.employer')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='employments', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(choices=[('regular', '正常'), ('retired', '退休'), ('unemployed', '失业保留'), ('unit_closed', '单位终止保留'), ('early_retired', '内退')], max_length=16)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='people.membership')),
            ],
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.UUIDField(default=gonghui.primitives.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('new', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='came_by', to='people.membership')),
                ('old', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='left_by', to='people.membership')),
            ],
        ),
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(fields=['name'], name='employers_by_name'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.UniqueConstraint(fields=('credit_code',), name='one_employer_per_credit_code'),
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.CheckConstraint(condition=models.Q(('headcount', None), models.Q(('headcount__gte', 0), ('headcount_on__isnull', False)), _connector='OR'), name='headcount_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('person', 'employer'), name='one_open_employment_with_an_employer'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.UniqueConstraint(condition=models.Q(('employer', None), ('ends_on', None)), fields=('person', 'platform', 'trade'), name='one_open_employment_by_a_platform'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.CheckConstraint(condition=models.Q(('employer__isnull', False), models.Q(('platform', ''), _negated=True), models.Q(('trade', ''), _negated=True), _connector='OR'), name='employment_of_something'),
        ),
        migrations.AddConstraint(
            model_name='employment',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='employment_dates'),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('membership',), name='one_open_standing'),
        ),
        migrations.AddConstraint(
            model_name='standing',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='standing_dates'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('old', models.F('new')), _negated=True), name='transfer_between_two_memberships'),
        ),
        migrations.RunSQL(DAYS + GAP, UNDO),
    ]
