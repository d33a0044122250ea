"""What of the clinic waits for whom: a place for its holder, a line for who stands in it."""

from collections.abc import Iterable
from datetime import datetime

from gonghui.kernel.codes import shown
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only


def _places(places: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    held = Place.objects.expected().filter(pool__clinic_slot__ends__gt=now)
    rows = only(held, pk=places, holder=people).select_related("pool__clinic_slot__day__premises")
    for one in rows.order_by("pk"):
        slot = one.pool.clinic_slot
        yield Matter(
            subject=one.pk, key=PLACES.key, person_id=one.holder_id, queue=heaps.BOOKINGS, title=slot.day.title,
            place=slot.day.premises.name, number=shown(one.code), unit=_("凭证码"), step=_("看凭证"),
            icon="stethoscope", starts=slot.starts, until=slot.ends, link=link("clinic:ticket", one.pk),
        )  # fmt: skip


def _lines(slots: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    there = Waiter.objects.live().filter(pool__clinic_slot__starts__gt=now)
    rows = only(there, pool__clinic_slot=slots, holder=people).select_related("pool__clinic_slot__day__premises")
    for one in rows.order_by("pk"):
        slot = one.pool.clinic_slot
        yield Matter(
            subject=slot.pk, key=LINES.key, person_id=one.holder_id, queue=heaps.WAITING,
            title=f"排队：{slot.day.title}", place=slot.day.premises.name, note=_("有人让出就轮到你，会通知你"),
            step=_("去看"), icon="stethoscope", starts=slot.starts, until=slot.starts,
            link=link("clinic:day", slot.day_id),
        )  # fmt: skip


PLACES = Source("clinic.place", _places)  # subject: the place
LINES = Source("clinic.line", _lines)  # subject: the slot
SOURCES = (PLACES, LINES)
