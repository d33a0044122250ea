"""A counsellor is a role: what they hear no officer and no administrator hears.

Locks: nothing; the column stays as it is, only what may be chosen for it grows.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0009_goes_on_in"),
    ]

    operations = [
        migrations.AlterField(
            model_name="office",
            name="role",
            field=models.CharField(
                choices=[
                    ("officer", "工会干部"),
                    ("finance", "财务"),
                    ("auditor", "经审"),
                    ("administrator", "系统管理员"),
                    ("operator", "现场工作人员"),
                    ("clerk", "商家店员"),
                    ("judge", "评委"),
                    ("provider", "服务提供者"),
                    ("counsellor", "心理咨询师"),
                ],
                max_length=16,
            ),
        ),
    ]
