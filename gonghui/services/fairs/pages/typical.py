"""Pages of the fairs that stand for their kind."""

from django.db.models import QuerySet

from gonghui.faces.slices import PageKind, Typical
from gonghui.primitives.admission.models import Place
from gonghui.primitives.people.models import Person

from ..models import Fair, Session, Venue


def _fairs(_asker: Person) -> QuerySet[Fair]:
    """Those that anybody may read about and that still take people."""
    return Fair.objects.public().filter(closed_at=None)


def _sessions(asker: Person) -> QuerySet[Session]:
    """Of the fair that is measured, the last first: those of today may be over."""
    return Session.objects.told().filter(venue__fair=_fairs(asker).first()).order_by("-starts_at", "pk")


def _held(asker: Person) -> QuerySet[Fair]:
    """Those for which the asker has a place."""
    held = Place.objects.live().filter(holder=asker)
    return _fairs(asker).filter(venues__sessions__pool__places__in=held)


def _venues(_asker: Person) -> QuerySet[Venue]:
    return Venue.objects.filter(fair__in=Fair.objects.public())


PAGES = (
    Typical(PageKind.LIST, "fairs:home"),
    Typical(PageKind.DETAIL, "fairs:fair", _fairs),
    Typical(PageKind.DETAIL, "fairs:session", _sessions),
    Typical(PageKind.LIST, "fairs:goods", _fairs),
    Typical(PageKind.MINE, "fairs:purchases"),
    Typical(PageKind.DETAIL, "fairs:receipt", _held),
    Typical(PageKind.CONSOLE_LIST, "fairs-console:index"),
    Typical(PageKind.CONSOLE_LIST, "fairs-console:sales", _fairs),
    Typical(PageKind.CONSOLE_LIST, "fairs-console:sessions", _fairs),
    Typical(PageKind.DETAIL, "fairs-console:fair", _fairs),
    Typical(PageKind.DETAIL, "fairs-console:board", _fairs),
    Typical(PageKind.FORM, "fairs-console:new"),
    Typical(PageKind.COUNTER, "fairs-counter:home"),
    Typical(PageKind.COUNTER, "fairs-counter:gate", _venues),
)
