"""Announcements in the open API: what one may read, one of them, its files."""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from gonghui.faces import attachments
from gonghui.faces.api.base import optional_bearer
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of

from . import actions
from .member import get_announcement, get_attachment
from .models import Announcement

router = Router(tags=["announcements"])


class AnnouncementFileOut(Shape):  # of an Attachment
    id: uuid.UUID = of("pk")
    name: str = of("file.name")
    media_type: str = of("file.what.media_type")
    bytes: int = of("file.size")


class LineOut(Shape):  # of an Announcement with_reading_of the asker
    id: uuid.UUID = of("pk")
    union: str = of("union.name")
    kind: str = of("kind", description="notice, policy, event")
    title: str
    pinned: bool
    starts_at: datetime
    ends_at: datetime | None
    corrected_at: datetime | None
    unread: bool = of(lambda row: row.read is None or row.read < row.edition, description="of visitors always true")


class AnnouncementCorrectionOut(Shape):  # of an Edition
    at: datetime = of("created_at")
    why: str


class AnnouncementOut(LineOut):
    text: str = of("text", description="paragraphs are parted by an empty line")
    corrections: list[AnnouncementCorrectionOut] = of(lambda row: row.editions.order_by("-number"))
    files: list[AnnouncementFileOut] = of(
        lambda row: row.attachments.select_related("file").order_by("created_at", "pk")
    )


@router.get("/", response=Page[LineOut], auth=optional_bearer, summary="Announcements I may read")
def announcements(request: HttpRequest, asked: Query[After], q: str = "", kind: str = "") -> dict[str, Any]:
    """What is out now, pinned first, then published last; with `q` those saying these words. Works without a token."""
    listed: QuerySet[Announcement] = Announcement.objects.shown(request.now).listed_for(request.person).saying(q[:60])
    found = listed.filter(kind=kind) if kind in Announcement.Kind else listed
    shown = found.with_reading_of(request.person).select_related("union")
    return page_after(shown, asked, by=("pinned", "starts_at"))


@router.get("/{uuid:pk}", response=AnnouncementOut, auth=optional_bearer, summary="One announcement")
def announcement(request: HttpRequest, pk: uuid.UUID) -> Announcement:
    """To ask for it with a token is to have read it. Works without a token for what is for everybody."""
    found = _announcement(request, pk)
    before = actions.read(found, request.person, now=request.now)
    found.read = before  # type: ignore[attr-defined]
    return found


@router.get("/{uuid:pk}/files/{uuid:file}", auth=optional_bearer, summary="A file of an announcement")
def file(request: HttpRequest, pk: uuid.UUID, file: uuid.UUID) -> HttpResponse:
    """Its bytes, under its own media type."""
    return attachments.shown(request, get_attachment(_announcement(request, pk), file).file)


def _announcement(request: HttpRequest, pk: uuid.UUID) -> Announcement:
    found = get_announcement(request, pk)
    if found is None:
        raise Http404
    return found
