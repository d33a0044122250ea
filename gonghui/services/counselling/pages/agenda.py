"""What of counselling waits for whom: a talk for both, a call for every counsellor who may take it, and once it is late
for the union above and for the officers, who are told nothing of whose it is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gonghui.kernel.codes import shown
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only
from gonghui.primitives.casework.actions import sources_of

from .. import rules
from ..models import Call, Talk


def _talks(talks: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    for one in only(Talk.objects.ahead(now), pk=talks).for_page().order_by("pk"):
        said = {"subject": one.pk, "starts": one.booking.starts, "until": one.booking.ends, "icon": "heart-handshake"}
        way = str(one.get_way_display())
        yield Matter(
            key=TALKS.key, person_id=one.person_id, queue=heaps.BOOKINGS, title=f"咨询预约：{way}",
            note=f"咨询师{one.counsellor.person.name}", step=_("看预约"), link=link("counselling:talk", one.pk), **said,
        )  # fmt: skip
        yield Matter(
            key=TALKS.key, person_id=one.counsellor.person_id, queue=heaps.OTHER, title=f"有人约了你咨询：{way}",
            step=_("去看"), link=link("counselling-console:talk", one.pk), **said,
        )  # fmt: skip


def _calls(calls: Ids, people: Ids, now: datetime) -> Iterable[Matter]:
    for one in only(Call.objects.waiting(), pk=calls).for_page().order_by("pk"):
        yield _waits(one, one.case.union_id, rules.COUNSEL, "counselling-console:calls")
        if one.late_at:
            yield _waits(one, one.case.union_id, rules.MANAGE, "counselling-console:figures")
            if one.case.union.parent_id:
                yield _waits(one, one.case.union.parent_id, rules.COUNSEL, "counselling-console:calls")


def _waits(one: Call, union: Any, act: Any, page: str) -> Matter:
    return Matter(
        subject=one.pk,
        key=CALLS.key,
        union_id=union,
        act=act.name,
        queue=_("马上回电"),
        not_for=one.case.person_id,
        title=f"有人在等回电 {shown(one.case.code)}",
        step=_("去接手") if act is rules.COUNSEL else _("去看"),
        link=link(page),
        due=one.due_at,
    )


TALKS = Source("counselling.talk", _talks)  # subject: the talk
CALLS = Source("counselling.call", _calls)  # subject: the call
SOURCES = (TALKS, CALLS, *sources_of(rules.CALL))
