"""Days as moments."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

DAY = timedelta(days=1)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_default_timezone())


def end_of(day: date) -> datetime:
    return morning(day + DAY)
