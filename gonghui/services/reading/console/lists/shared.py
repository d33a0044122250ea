"""What the lists of one room share: the frame, addresses with the room in them, and what the asker may do there."""

from typing import Any

from django.utils.translation import gettext

from gonghui.faces.requests import Request
from gonghui.faces.services import address

INSIDE = "reading/console/base.html"


def of_room(name: str) -> Any:
    """The name of a workbook of one room."""
    return lambda request: f"{request.beside['premises'].name}{gettext(name)}"


def here(name: str) -> Any:
    """The address of something of the room whose page it is: `name` takes the room and the row."""
    return lambda row, request: address(name, request.beside["room"].pk, row.pk)


def may_manage(request: Request) -> bool:
    """Whether the asker may change things in this room."""
    return bool(request.beside["may_manage"])
