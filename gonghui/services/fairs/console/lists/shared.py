"""What the lists of one fair share: the frame, addresses with the fair in them, and what the asker may do there."""

from typing import Any

from django.utils.translation import gettext

from gonghui.faces.requests import Request
from gonghui.faces.services import address

from ...models import Session

INSIDE = "fairs/console/base.html"


def of_fair(name: str) -> Any:
    """The name of a workbook of one fair."""
    return lambda request: f"{request.beside['fair'].name}-{gettext(name)}"


def here(name: str) -> Any:
    """The address of something of the fair whose page it is: `name` takes the fair and the row."""
    return lambda row, request: address(name, request.beside["fair"].pk, row.pk)


def may(what: str) -> Any:
    """Whether the asker's office lets them do it at this fair (scope.Powers)."""
    return lambda request: getattr(request.beside["may"], what)


def when_of(session: Session, request: Request) -> Any:
    return session.starts_at, session.ends_at


def hall_of(session: Session, request: Request) -> str:
    return f"{session.venue.division.name} {session.venue.hall}"
