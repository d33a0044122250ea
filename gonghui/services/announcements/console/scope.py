"""Which announcements an officer may open."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import planned

from ..models import Announcement
from ..querysets import AnnouncementQuerySet


def mine(request: PersonalRequest) -> AnnouncementQuerySet:
    return announcements.make(paths=paths_of(request.office_unions))


@planned
def announcements(paths: Iterable[Any]) -> AnnouncementQuerySet:
    return Announcement.objects.below(paths).select_related("union").defer("plain")


def get_announcement(request: PersonalRequest, pk: UUID) -> Announcement:
    return answers.found(_announcement.first(paths=paths_of(request.office_unions), pk=pk))


@planned
def _announcement(paths: Iterable[Any], pk: Any) -> AnnouncementQuerySet:
    return announcements.make(paths).filter(pk=pk)


def key_of(request: PersonalRequest) -> str:
    """The form's idempotency key; without one each sending counts for itself."""
    return request.POST.get("key", "")[:80]


def url_of(announcement: Announcement) -> str:
    return reverse("announcements-console:one", args=[announcement.pk])


def listed() -> tuple[str, str]:
    """The list, as the way back from a page that hangs below it."""
    return reverse("announcements-console:index"), _("通知公告")


def below(announcement: Announcement) -> dict[str, Any]:
    """The way back from a page that hangs below one announcement."""
    return {"above": (url_of(announcement), announcement.title)}
