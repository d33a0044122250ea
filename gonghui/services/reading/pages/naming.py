"""What the name "职工书屋" asks of a room, and what the room has. Reads only."""

from datetime import date

from gonghui.primitives.places import facilities
from gonghui.primitives.places.models import Keeper

from .. import rules
from ..models import Copy, NamingRule, ReadingRoom


def naming_of(room: ReadingRoom, *, today: date) -> tuple[NamingRule | None, list[rules.Condition]]:
    """What the name asks and what the room has, as of today; None and nothing while there is no such rule."""
    rule = NamingRule.objects.filter(starts_on__lte=today).order_by("-starts_on").first()
    if rule is None:
        return None, []
    has = rules.Has(
        volumes=Copy.objects.owned().filter(home=room.premises_id).count(),
        platforms=int(rules.licensed(room.digital_platform, room.digital_until, today)),
        staff=Keeper.objects.current().filter(premises=room.premises_id).count(),
        lacking=tuple(
            service.code for service in facilities.lacking(facilities.READING_BASICS, room.premises.facilities)
        ),
    )
    return rule, rules.naming(has, volumes=rule.volumes, platforms=rule.platforms, staff=rule.staff)
