"""How many have read an announcement, by the unions right below the one that published it."""

from django.db.models import CharField, Count, F, Func, Value

from gonghui.primitives.people.models import Membership, Union

from .. import rules
from ..models import Announcement

OTHERS = "*"  # readers who are members elsewhere, or nowhere


class NthCode(Func):
    """Of a union's path the nth code; "" beyond its end."""

    function, output_field = "split_part", CharField()


def readers_of(announcement: Announcement) -> rules.Readers:
    """In groups, by where readers are members now. Three queries, however many read it."""
    if announcement.readers_told:
        return rules.Readers(**announcement.readers_told)
    union = announcement.union
    below = NthCode(F("union__path"), Value("."), Value(union.path.count(".") + 1))
    opened = announcement.readings.opened()
    members = Membership.objects.active().under([union]).filter(person__in=opened.values("person"))
    coded = members.annotate(child=below).values("child").annotate(many=Count("pk"))
    counts = dict(coded.values_list("child", "many"))
    names = dict(Union.objects.filter(code__in=counts).values_list("code", "name")) | {"": union.name}
    others = opened.count() - sum(counts.values())
    return rules.readers([(names[code], many) for code, many in counts.items()] + [(OTHERS, others)])
