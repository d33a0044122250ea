"""Pages of rosters and memberships that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical
from gonghui.primitives.people.models import Membership

PAGES = (
    Typical(PageKind.CONSOLE_LIST, "membership:rosters"),
    Typical(PageKind.CONSOLE_LIST, "membership:claims"),
    Typical(PageKind.DETAIL, "membership:membership", lambda _asker: Membership.objects.filter(ends_on=None)),
    Typical(PageKind.FORM, "membership:new-roster"),
    Typical(PageKind.MINE, "membership-member:home"),
    Typical(PageKind.CONSOLE_LIST, "membership:changes"),
    Typical(PageKind.CONSOLE_LIST, "membership:coverage"),
    Typical(PageKind.CONSOLE_LIST, "membership:members"),
)
