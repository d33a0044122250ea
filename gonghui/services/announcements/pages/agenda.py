"""What of the announcements waits for whom: what members were told of and have not opened; for officers a draft whose
day has come, and a pinned one that ends within a day."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from .. import rules
from ..models import Announcement, Reading


def _due(announcements: Ids, _people: Ids, now: datetime) -> Iterable[Matter]:
    for one in only(Announcement.objects.to_come_or_go(now), pk=announcements).order_by("pk"):
        if one.published_at is None:
            yield _of_officers(one, _("公告该发布了"), _("去发布"), shows_from=one.starts_at, due=one.starts_at)
        else:
            times = {"shows_from": one.ends_at - rules.SOON, "due": one.ends_at, "until": one.ends_at}
            yield _of_officers(one, _("公告快到期"), _("去看"), **times)


def _of_officers(one: Announcement, queue: str, step: str, **times: Any) -> Matter:
    return Matter(
        subject=one.pk,
        key=DUE.key,
        union_id=one.union_id,
        act=rules.MANAGE.name,
        queue=queue,
        title=one.title,
        step=step,
        link=link("announcements-console:one", one.pk),
        **times,
    )


def _unread(announcements: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    """One whose officer wished that members are told of it, for each who was and has never opened it."""
    told = only(Reading.objects.unopened(now), announcement=announcements, person=people)
    told_of = Announcement.objects.filter(pk__in=told.values("announcement")).defer("text", "plain")
    for one in told_of.order_by("pk"):  # what one says it says to thousands
        first = Matter(
            subject=one.pk,
            key=UNREAD.key,
            queue=heaps.OTHER,
            title=one.title,
            note=_("通知公告"),
            step=_("去看"),
            icon="speakerphone",
            link=link("announcements:one", one.pk),
            until=min(filter(None, (one.ends_at, one.edition_at + rules.UNREAD))),
        )
        for person in told.filter(announcement=one).order_by("pk").values_list("person", flat=True):
            yield first.alike(person)


DUE = Source("announcements.due", _due)  # subject: the announcement
UNREAD = Source("announcements.unread", _unread)  # the same
SOURCES = (DUE, UNREAD)
