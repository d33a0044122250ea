"""When a change of the tree may be planned, and what it may be. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.powers import Act, Power
from gonghui.primitives.people.rules import within

from . import refusals as no

TREE = Act("membership.tree", Power.MANAGE)
FARTHEST = timedelta(days=366)  # a change decided further ahead is forgotten by who decided it
FOUND, RENAME, MOVE, MERGE, CLOSE = "found", "rename", "move", "merge", "close"
NEEDS = {  # what each says; a closing without a target leaves the members with the union above
    FOUND: ("target", "name", "code", "level"),
    RENAME: ("union", "name"),
    MOVE: ("union", "target"),
    MERGE: ("union", "target"),
    CLOSE: ("union",),
}
PARTS = {
    "union": _("是哪个工会"),
    "target": _("另一个工会"),
    "name": _("工会名称"),
    "code": _("工会代码"),
    "level": _("层级"),
}


def check_whole(kind: str, said: Mapping[str, object]) -> None:
    """Raises ChangeNotWhole, naming what is missing."""
    missing = [str(PARTS[part]) for part in NEEDS[kind] if not said[part]]
    if missing:
        raise no.ChangeNotWhole(missing="、".join(missing))


def check_day(takes_on: date, *, today: date) -> None:
    """Raises DayPast, DayTooFar."""
    if takes_on < today:
        raise no.DayPast(day=takes_on)
    if takes_on > today + FARTHEST:
        raise no.DayTooFar(days=FARTHEST.days)


def may_decide(above: str, *, union: str = "", target: str = "") -> bool:
    """Whether the union at this path may change `union`: it is above it, not the union itself, which nobody ends or
    renames alone (工会法第十二、十三条); only the uppermost has none above. The target is its own or below it.
    """
    strictly = not union or (within(union, above) and (union != above or union.count(".") == 1))
    return strictly and (not target or within(target, above))


def check_reach(reach: Iterable[str], *, union: str = "", target: str = "") -> str:
    """The path of the union that decides, the lowest of these that may. Raises OutOfReach, NotByItself."""
    may = [above for above in reach if may_decide(above, union=union, target=target)]
    if may:
        return max(may, key=len)
    if union and all(any(within(path, above) for above in reach) for path in (union, target or union)):
        raise no.NotByItself()
    raise no.OutOfReach()


def may_undo(decided_from: str, reach: Iterable[str]) -> bool:
    """Whether one of these paths is that of the union that decided it, or of one above it."""
    return any(within(decided_from, above) for above in reach)
