"""The public holidays and make-up days that are packaged.

Locks: none, rows are added.
"""

from django.db import migrations


def load(apps, _editor):
    from datetime import UTC, datetime

    from gonghui.primitives.places.holidays import packaged

    calendar_day = apps.get_model("places", "CalendarDay")
    for day in packaged():
        calendar_day.objects.get_or_create(
            day=day.day,
            defaults={
                "kind": "holiday" if day.as_weekday is None else "workday",
                "name": day.name,
                "as_weekday": day.as_weekday,
                "source": day.source,
                "changed_at": datetime.now(UTC),
                "changed_by": "系统",
            },
        )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
