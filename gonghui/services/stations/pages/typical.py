"""Pages of stations, homes, repair and loads that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.querysets import PremisesQuerySet

from ..models import HOME
from ..road.loads.models import Load
from ..road.repair.models import Call


def _homes(_asker: Person) -> PremisesQuerySet:
    return Premises.objects.of_kind(HOME)


PAGES = (
    Typical(PageKind.LIST, "stations:home"),
    Typical(PageKind.LIST, "stations:truckers"),
    Typical(PageKind.DETAIL, "stations:station", _homes),
    Typical(PageKind.FORM, "stations:repair"),
    Typical(PageKind.MINE, "stations:repair-call", lambda asker: Call.objects.filter(driver=asker)),
    Typical(PageKind.LIST, "stations:loads"),
    Typical(PageKind.DETAIL, "stations:load", lambda _asker: Load.objects.all()),
    Typical(PageKind.CONSOLE_LIST, "stations-console:index"),
    Typical(PageKind.CONSOLE_LIST, "stations-console:workshops"),
    Typical(PageKind.CONSOLE_LIST, "stations-console:repairs"),
    Typical(PageKind.CONSOLE_LIST, "stations-console:shippers"),
    Typical(PageKind.CONSOLE_LIST, "stations-console:reports"),
    Typical(PageKind.DETAIL, "stations-console:station", _homes),
    Typical(PageKind.FORM, "stations-console:verify-workshop"),
    Typical(PageKind.COUNTER, "stations-counter:home"),
    Typical(PageKind.COUNTER, "stations-counter:desk", _homes),
)
