"""A worker who holds something of everything: loans and calls are the demo's, the rest comes here."""

from datetime import datetime, timedelta

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.window import Window
from gonghui.primitives.casework.dispatch import Words
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Division, Person, Union
from gonghui.primitives.places.models import Room
from gonghui.primitives.transactions import action
from gonghui.rehearsals.aid.demo import POOR, apply
from gonghui.rehearsals.cast import DEMO as BY
from gonghui.rehearsals.fairs.demo import LIN
from gonghui.services.fairs import actions as fairs
from gonghui.services.fairs.models import Session
from gonghui.services.hub import actions as hub
from gonghui.services.hub.rules import RoomWish
from gonghui.services.joining import actions as joining
from gonghui.services.legal import actions as legal
from gonghui.services.legal.rules.entitled import Facts


@action
def holder(*, now: datetime) -> Person:
    """Lin of the demo, with a place at its fair, its tea room in three days, 11:00 to 12:00, a transfer under way, a
    question of law, an application for a lawyer and one for aid.

    Raises the refusals of all six when they are not to be had.
    """
    lin = Person.objects.by_mobile(Mobile.parse(LIN[1])).get()
    free = Session.objects.told().ahead(now=now + timedelta(hours=12)).filter(pool__taken=0)
    fairs.sign_up(free.order_by("starts_at", "pk")[0], lin, key="bench", by=BY, now=now)
    eleven = timezone.localtime(now).replace(hour=11, minute=0, second=0, microsecond=0) + timedelta(days=3)
    room = Room.objects.of_kind("tea").select_related("premises__union").earliest("created_at")
    window = Window(eleven, eleven + timedelta(hours=1))
    hub.book(room, lin, window, RoomWish("班组学习", 4), key="bench", by=BY, now=now)
    here = membership_of(lin)
    elsewhere = Union.objects.open().filter(kind=Union.Kind.GRASSROOTS).exclude(pk=here and here.union_id)
    joining.move(lin, elsewhere.earliest("path"), by=BY, now=now)
    herself = Caller(lin.pk, lin.name, BY.origin)
    place = Division.objects.get(pk="140105")
    said = Words("overtime", "夜里加班没有加班费，能要吗？", place)
    legal.ask(lin, said, by=herself, now=now)
    legal.aid.apply(lin, said, Facts("overtime", migrant=True), by=herself, now=now)
    apply(lin, *POOR, now)
    return lin
