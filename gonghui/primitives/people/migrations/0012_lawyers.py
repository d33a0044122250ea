"""A lawyer is a role: they see what was given to them, and act for whom it is about.

Locks: nothing; the column stays as it is, only what may be chosen for it grows.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0011_recalled_codes"),
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
                    ("lawyer", "援助律师"),
                ],
                max_length=16,
            ),
        ),
    ]
