"""Pages of counselling that stand for their kind."""

from gonghui.faces.slices import PageKind, Typical

from ..models import Leaflet, Talk

PAGES = (
    Typical(PageKind.LIST, "counselling:home"),
    Typical(PageKind.DETAIL, "counselling:leaflet", lambda _asker: Leaflet.objects.shown()),
    Typical(PageKind.LIST, "counselling:counsellors"),
    Typical(PageKind.MINE, "counselling:mine"),
    Typical(PageKind.DETAIL, "counselling:talk", lambda asker: Talk.objects.of(asker)),
    Typical(PageKind.CONSOLE_LIST, "counselling-console:index"),
)
