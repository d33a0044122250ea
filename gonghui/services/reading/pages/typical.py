"""Pages of the reading rooms that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.querysets import PremisesQuerySet

from ..models import ReadingRoom, Title
from ..models.querysets import ReadingRoomQuerySet
from ..rules import KIND


def _places(_asker: Person) -> PremisesQuerySet:
    return Premises.objects.of_kind(KIND)


def _rooms(_asker: Person) -> ReadingRoomQuerySet:
    return ReadingRoom.objects.open()


PAGES = (
    Typical(PageKind.LIST, "reading:home"),
    Typical(PageKind.SEARCH, "reading:search?q=红楼"),
    Typical(PageKind.DETAIL, "reading:title", lambda _asker: Title.objects.all()),
    Typical(PageKind.DETAIL, "reading:room", _places),
    Typical(PageKind.LIST, "reading:seats", _places),
    Typical(PageKind.FORM, "reading:proposal", _places),
    Typical(PageKind.MINE, "reading:mine"),
    Typical(PageKind.CONSOLE_LIST, "reading-console:index"),
    Typical(PageKind.CONSOLE_LIST, "reading-console:books", _rooms),
    Typical(PageKind.CONSOLE_LIST, "reading-console:seats", _rooms),
    Typical(PageKind.DETAIL, "reading-console:room", _rooms),
    Typical(PageKind.FORM, "reading-console:add", _rooms),
    Typical(PageKind.COUNTER, "reading-counter:home"),
    Typical(PageKind.COUNTER, "reading-counter:desk", _rooms),
)
