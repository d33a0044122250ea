"""Pages of the rooms that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.places.querysets import PremisesQuerySet, RoomQuerySet

from ..models import HUB, RoomBooking


def _houses(_asker: Person) -> PremisesQuerySet:
    return Premises.objects.of_kind(HUB)


def _rooms(_asker: Person) -> RoomQuerySet:
    return Room.objects.of_kind("tea")


PAGES = (
    Typical(PageKind.LIST, "hub:home"),
    Typical(PageKind.DETAIL, "hub:house", _houses),
    Typical(PageKind.LIST, "hub:month", _houses),
    Typical(PageKind.FORM, "hub:room", _rooms),
    Typical(PageKind.MINE, "hub:mine"),
    Typical(PageKind.DETAIL, "hub:booking", lambda asker: RoomBooking.objects.of(asker)),
    Typical(PageKind.CONSOLE_LIST, "hub-console:index"),
    Typical(PageKind.CONSOLE_LIST, "hub-console:bookings", _houses),
    Typical(PageKind.CONSOLE_LIST, "hub-console:month", _houses),
    Typical(PageKind.DETAIL, "hub-console:room", _rooms),
    Typical(PageKind.FORM, "hub-console:terms", _rooms),
    Typical(PageKind.COUNTER, "hub-counter:home"),
    Typical(PageKind.COUNTER, "hub-counter:desk", _houses),
)
