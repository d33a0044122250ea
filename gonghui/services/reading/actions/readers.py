"""A reader: found at a desk by what they show, and how much they may have; the counts decide, nobody counts."""

from django.db.models import F

from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from ..models import Reader


@action
def count_up(person: Person, what: str, limit: int) -> bool:
    """One loan or hold more, if that stays within the limit; two desks at once cannot both have the last."""
    insert_unless_taken(Reader(person=person))
    return bool(Reader.objects.filter(person=person, **{f"{what}__lt": limit}).update(**{what: F(what) + 1}))


@action
def count_down(person_id: object, what: str) -> None:
    """One loan or hold fewer."""
    Reader.objects.filter(person=person_id, **{f"{what}__gt": 0}).update(**{what: F(what) - 1})
