"""One announcement as people read it, and many in a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from gonghui.faces.attachments import Attached, attached
from gonghui.faces.requests import Request

from .. import rules
from ..models import Announcement, Attachment

BEGINNING = 80  # characters of the text in a list


@dataclass(frozen=True, slots=True)
class Line:
    """One in a list: how its text begins, and whether it is new to the reader, or corrected since they read it."""

    announcement: Announcement
    begins: str
    is_new: bool
    is_corrected: bool


def lines(rows: Iterable[Any], request: Request) -> list[Line]:
    """Of rows `with_reading_of` the asker."""
    return [_line(row, request) for row in rows]


def _line(row: Any, request: Request) -> Line:
    recent = request.person is not None and row.edition_at > request.now - rules.UNREAD
    return Line(
        row,
        " ".join(row.text[: 2 * BEGINNING].split())[:BEGINNING],
        is_new=recent and row.read is None,
        is_corrected=recent and row.read is not None and row.read < row.edition,
    )


def whole(announcement: Announcement, door: str = "announcements:attachment") -> dict[str, Any]:
    """What announcements/body.html shows; its files under the address of that door."""
    files = files_of(announcement, door)
    return {
        "announcement": announcement,
        "paragraphs": rules.paragraphs(announcement.text),
        "files": files,
        "attachments": [attached for _kept, attached in files],
        "corrections": announcement.editions.order_by("-number"),
    }


def files_of(announcement: Announcement, door: str) -> list[tuple[Attachment, Attached]]:
    """Its files under the address of that door."""
    kept = announcement.attachments.select_related("file").order_by("created_at", "pk")
    addresses = [reverse(door, args=[announcement.pk, each.pk]) for each in kept]
    return [(each, attached(each.file, url, says=each.file.name)) for each, url in zip(kept, addresses, strict=True)]
