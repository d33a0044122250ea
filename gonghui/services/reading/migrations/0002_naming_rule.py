"""What a room must have to be called 职工书屋, as the national measures (for trial) say.

Locks: none, a row is added.
"""

import datetime

from django.db import migrations

SOURCE = "全国工会职工书屋管理办法（试行）：藏书（含报刊）不少于3000册，至少一个正版数字阅读平台，同级工会配备管理人员"


def load(apps, schema_editor):
    day = datetime.date(2020, 1, 1)
    rule = {"volumes": 3000, "platforms": 1, "staff": 1, "source": SOURCE}
    apps.get_model("reading", "NamingRule").objects.get_or_create(starts_on=day, defaults=rule)


class Migration(migrations.Migration):
    dependencies = [("reading", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
