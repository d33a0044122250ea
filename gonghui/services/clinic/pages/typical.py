"""Pages of the clinic that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical

from ..models import Day

PAGES = (
    Typical(PageKind.LIST, "clinic:home"),
    Typical(PageKind.DETAIL, "clinic:day", lambda _asker: Day.objects.filter(called_off_at=None)),
    Typical(PageKind.MINE, "clinic:results"),
    Typical(PageKind.CONSOLE_LIST, "clinic-console:index"),
    Typical(PageKind.COUNTER, "clinic-counter:home"),
)
