"""The kinds of rooms a hub has."""

from gonghui.kernel.words import gettext_noop as _

ROOM_KINDS = {
    "tea": (_("茶室"), "coffee"),
    "meeting": (_("会议室"), "users-group"),
    "desk": (_("共享工位"), "device-desktop"),
    "reception": (_("接待室"), "armchair"),
    "studio": (_("多功能厅"), "calendar-event"),
}  # code -> name, icon


def name_of(kind: str) -> str:
    """What a kind is called, as a source string; a kind that is no hub's own is a room."""
    return ROOM_KINDS.get(kind, (_("房间"), ""))[0]


def icon_of(kind: str) -> str:
    return ROOM_KINDS.get(kind, ("", "door"))[1]
