"""The worker's tasks, in one list."""

from datetime import datetime

from django.contrib.sessions.models import Session

from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.services.fairs import actions as fairs
from gonghui.services.hub import actions as hub
from gonghui.services.membership import actions as membership
from gonghui.services.reading import actions as reading
from gonghui.services.stations import actions as stations

from .worker import Task


def tasks() -> tuple[Task, ...]:
    return (
        Task("send", lambda now: notices.send_due(now=now)),
        Task("rescue", lambda now: notices.rescue_claimed(now=now), shortest=1, longest=30),
        Task("seal", lambda now: journal.seal_due(now=now), shortest=0.5, longest=5),
        Task("rosters", membership.work_rosters, longest=2),
        Task("draws", fairs.work_draws, longest=2),
        Task("offers", fairs.work_offers, shortest=1, longest=5),
        Task("reading", reading.work_reading, shortest=1, longest=20),
        Task("rooms", hub.work, shortest=2, longest=20),
        Task("stations", stations.work_stations, shortest=1, longest=20),
        Task("forget", forget, shortest=60, longest=3600),
    )


def forget(now: datetime) -> int:
    """Delete what only counted for a while: used-up codes, plates of old repairs, past counts, ended sessions."""
    ended = Session.objects.filter(expire_date__lt=now).delete()[0]
    return people.forget_codes(now=now) + people.forget_counts(now=now) + stations.forget(now) + ended
