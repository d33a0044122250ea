"""Who is on the list of workers in hardship; the draws' lots for need ask for it too."""

from uuid import UUID

from gonghui.primitives.people.models import Union

from ..models import Claim


def in_need(union: Union) -> list[UUID]:
    """Who is on the list of a union, and of those below it."""
    return list(Claim.objects.listed().under([union]).exclude(person=None).values_list("person", flat=True))
