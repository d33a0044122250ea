"""One announcement as people read it."""

from typing import Any

from django.urls import reverse

from gonghui.faces.attachments import Attached, attached

from .. import rules
from ..models import Announcement, Attachment


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
