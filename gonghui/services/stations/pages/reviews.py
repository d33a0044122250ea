"""By what a station is reviewed, and what keeps a star from it. Reads only."""

from datetime import datetime

from django.utils import timezone

from gonghui.kernel import dates
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.places.models import Premises

from .. import refusals
from ..models import Scheme

NAMED = {"station": _("驿站检查表"), "truckers_home": _("司机之家检查表"), "stars": _("星级评定标准")}


def scheme_of(kind: str, *, now: datetime) -> Scheme:
    """The scheme in force today. Raises NoScheme."""
    today = timezone.localdate(now)
    found = Scheme.objects.filter(kind=kind, starts_on__lte=today).order_by("-starts_on").first()
    if found is None:
        raise refusals.NoScheme(day=dates.day(today), what=Word(NAMED[kind]))
    return found


def overdue_troubles(premises: Premises, now: datetime) -> int:
    """Workers' reports whose 24 hours have passed without an answer."""
    return int(premises.troubles.filter(answered_at=None, due_at__lte=now).count())
