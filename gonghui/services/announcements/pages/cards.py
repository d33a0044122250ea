"""What announcements put on the common pages: how many are new to me, and what waits for an officer."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.requests import Request
from gonghui.faces.services import Card, WorkItem

from .. import rules
from ..models import Announcement

MOST_WORK = 50
MANY = 99


def unread(request: Request) -> list[Card]:
    """One card for all that is new to me, with the newest title. Two queries, however many there are."""
    if request.person is None:
        return []
    shown = Announcement.objects.shown(request.now).listed_for(request.person)
    new = shown.new_to(request.person, request.now).order_by("-edition_at", "-pk")
    titles = list(new.values_list("title", flat=True)[: MANY + 1])
    if not titles:
        return []
    many = f"{MANY}+" if len(titles) > MANY else str(len(titles))
    return [
        Card(
            title=titles[0],
            url=reverse("announcements:home"),
            icon="speakerphone",
            note=_("通知公告"),
            number=many,
            unit=_("条未读"),
            act=_("去看"),
        )
    ]


def work(request: Request) -> list[WorkItem]:
    """Drafts whose day has come, and pinned announcements that end within a day."""
    mine = Announcement.objects.for_act(request.offices, rules.MANAGE).waiting(request.now).select_related("union")
    return [
        WorkItem(
            title=each.title,
            url=reverse("announcements-console:one", args=[each.pk]),
            act=_("去看") if each.published_at else _("去发布"),
            queue=_("公告快到期") if each.published_at else _("公告该发布了"),
            due=each.ends_at if each.published_at else each.starts_at,
            union=each.union.name,
        )
        for each in mine.order_by("starts_at", "pk")[:MOST_WORK]
    ]
