"""What is asked of whom: the union that answers for a place, and for a trade where a federation of it stands there."""

from dataclasses import dataclass

from django.db.models import Q

from gonghui.primitives.people.models import Division, Person, Union
from gonghui.primitives.people.rules import around

from . import refusals

AREAS = ("district", "city", "province")  # kinds of unions that answer for a place
BY_NAME: dict[str, tuple[str, ...]] = {  # of a people.Trade: words by which the industry federation of a trade is known
    "lorry_driver": ("货运", "货车", "卡车", "物流"),
    "courier": ("快递",),
    "food_rider": ("外卖", "送餐", "骑手"),
    "ride_hailing": ("网约车", "出租"),
    "domestic_worker": ("家政",),
    "care_worker": ("护工", "护理"),
    "security_guard": ("保安",),
    "property_agent": ("房产中介",),
    "ecommerce": ("电商",),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What it is about, where it happened, in which trade."""

    topic: str
    words: str
    place: Division
    trade: str = ""


def answering(said: Words) -> Union:
    """Whose it is to answer, never a union of a firm. Raises NobodyThere."""
    union = union_for(said.place.pk, said.trade)
    if union is None:
        raise refusals.NobodyThere(place=said.place.name)
    return union


def union_for(division: str, trade: str = "") -> Union | None:
    """The industry federation of the trade, else the union of the smallest area around a place; None for none."""
    places = around(division)
    rows = Union.objects.open().filter(division__in=places)
    named = Q(pk__in=[])
    for word in BY_NAME.get(trade, ()):
        named |= Q(name__contains=word)
    federations = sorted(rows.filter(named, kind=Union.Kind.INDUSTRY), key=lambda one: _nearest(one, places))
    if federations:
        return federations[0]
    areas = rows.filter(kind__in=AREAS)
    return min(areas, key=lambda one: (*_nearest(one, places), AREAS.index(one.kind)), default=None)


def _nearest(union: Union, places: list[str]) -> tuple[int, str]:
    return places.index(union.division_id), union.path


def place_of(person: Person) -> Division | None:
    """Where their union is: what the form says first."""
    member = person.memberships.active().select_related("union__division", "union__parent__division").first()
    if member is None:
        return None
    return member.union.division or (member.union.parent.division if member.union.parent else None)


def place_said(person: Person) -> str:
    """That in words, for a form; "" for a person without one."""
    place = place_of(person)
    return place.with_city if place else ""
