"""What somebody wants of a room, held against what the room is."""

from typing import Any

from gonghui.kernel.text import one_line
from gonghui.primitives.places.facilities import BY_CODE
from gonghui.primitives.places.models import Room

from .. import refusals, rules
from ..models import Layout, RoomTerms
from ..rules import RoomWish
from .eligibility import terms_as_asked


def details(room: Room, terms: RoomTerms, wish: RoomWish) -> dict[str, Any]:
    """The fields of a room booking. Raises PurposeMissing, UnknownLayout, UnknownEquipment, TooMany."""
    purpose = one_line(wish.purpose, rules.LONGEST_PURPOSE)
    if not purpose:
        raise refusals.PurposeMissing()
    layout = _layout(room, wish.layout)
    if too_many := rules.why_not_so_many(wish.people, terms_as_asked(room, terms, layout.seats if layout else None)):
        raise too_many
    missing = [code for code in wish.equipment if code not in room.equipment]
    if missing:
        what = BY_CODE[missing[0]].name if missing[0] in BY_CODE else missing[0][:30]
        raise refusals.UnknownEquipment(what=what)
    kept = [code for code in room.equipment if code in wish.equipment]
    return {"purpose": purpose, "people": max(1, wish.people), "layout": layout, "equipment": kept}


def _layout(room: Room, name: str) -> Layout | None:
    if not name:
        return None
    layout = Layout.objects.filter(room=room, name=name, gone_at=None).first()
    if layout is None:
        raise refusals.UnknownLayout()
    return layout
