"""Cards on home that are the same for all of a division: what is near, what is on. Made once for all who ask."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import get_language

from gonghui.primitives.people.models import Person

from . import services, shared
from .services import Card
from .slices import Where

SECONDS = 1.0  # with what is given while it is made anew, a change shows within two


class Together(tuple[Card, ...]):
    """Cards that were made together, known by themselves: parts of pages are kept by them."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def near(where: Where, *, now: datetime) -> Together:
    """Open places, the nearest first. Around a point they are looked for anew: where one stands is kept nowhere."""
    sources = services.product().near

    def made() -> Together:
        found = [card for source in sources for card in source(where, now=now)]
        return Together(sorted(found, key=lambda card: card.metres or 0))

    return made() if where.point else _once("near", sources, where, made)


def on_now(where: Where, person: Person | None, *, now: datetime) -> list[Card]:
    """What is on, with places left; of each what it says of this person."""
    sources = services.product().on_now
    cards = _once(
        "on now", sources, where, lambda: Together(card for source in sources for card in source(where, now=now))
    )
    asides = ((card, card.aside(person) if card.aside else "") for card in cards)
    return [replace(card, note=aside) if aside else card for card, aside in asides]


def _once(what: str, sources: object, where: Where, made: Callable[[], Together]) -> Together:
    return shared.once((what, sources, where.division, get_language()), SECONDS, made)
