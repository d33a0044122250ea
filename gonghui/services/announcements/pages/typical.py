"""Pages of the board that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical

from ..models import Announcement

PAGES = (
    Typical(PageKind.LIST, "announcements:home"),
    Typical(PageKind.SEARCH, "announcements:home?q=互助"),
    Typical(PageKind.DETAIL, "announcements:one", lambda _asker: Announcement.objects.filter(audience="everybody")),
    Typical(PageKind.CONSOLE_LIST, "announcements-console:index"),
    Typical(PageKind.DETAIL, "announcements-console:one", lambda _asker: Announcement.objects.all()),
    Typical(PageKind.FORM, "announcements-console:new"),
)
