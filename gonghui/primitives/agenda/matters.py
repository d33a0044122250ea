"""When two matters are the same, and when they say the same. Not for callers."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from .models import Matter

Identity = tuple[UUID | None, UUID | None, str, UUID, str]
NOBODY = UUID(int=0)
ADDRESSEE = ("person", "union", "act", "subject", "key")
SAID = tuple(
    field.attname for field in Matter._meta.concrete_fields if field.name not in (*ADDRESSEE, "id", "created_at")
)
WORDS = ("title", "place", "note", "unit", "step", "icon")  # they change when something gets another name
LENGTHS = {name: Matter._meta.get_field(name).max_length for name in ("title", "place", "note", "number")}


def lasts(matter: Matter, now: datetime) -> bool:
    return matter.until is None or matter.until > now


def identity(matter: Matter) -> Identity:
    """Whose it is and what of: by it repeats are one row."""
    return matter.person_id, matter.union_id, matter.act, matter.subject, matter.key


def by_identity(matters: Iterable[Matter]) -> dict[Identity, Matter]:
    """Each once, what is too long for its column cut."""
    found = {identity(one): one for one in matters}
    for one in found.values():
        for name, most in LENGTHS.items():
            if len(text := getattr(one, name)) > most:
                setattr(one, name, text[: most - 1] + "…")
    return found


def in_order(matter: Matter) -> tuple[UUID, UUID, str, UUID, str]:
    """By it all who put several matters put them alike, so that none waits for another in a ring."""
    return matter.person_id or NOBODY, matter.union_id or NOBODY, matter.act, matter.subject, matter.key


def weighty(said: tuple[object, ...]) -> list[object]:
    """Of what a matter says all but words: when, where it leads, whose it is not, its code."""
    return [value for name, value in zip(SAID, said, strict=True) if name not in WORDS]


def said(matter: Matter) -> tuple[object, ...]:
    return tuple(getattr(matter, name) for name in SAID)
