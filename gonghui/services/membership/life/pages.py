"""What waits because of a leaving: for the member who may take it back, for officers the next step."""

from collections.abc import Iterable
from datetime import datetime, time

from django.utils.timezone import get_default_timezone

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.agenda import rules as heaps
from gonghui.primitives.agenda.actions import Source
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.agenda.querysets import Ids, only

from . import rules
from .models import Lapse, Leaving

STEPS = {rules.BEGUN: _("去谈话"), rules.TALKED: _("去告知"), rules.NOTICED: _("去办结")}


def midnight(day: object) -> datetime:
    return datetime.combine(day, time(), get_default_timezone())  # type: ignore[arg-type]


def _leavings(leavings: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    listed = only(Leaving.objects.open(), pk=leavings).select_related("membership__person").order_by("pk")
    for one in listed:
        said = {"subject": one.pk, "key": LEAVINGS.key, "due": midnight(one.takes_on)}
        yield Matter(
            **said,
            person_id=one.membership.person_id,
            queue=heaps.WAITING,
            title="退会声明等待生效",
            note="改主意了，生效前可以撤回",
            step=_("去看"),
            icon="id-badge-2",
            link=link("membership-member:home"),
        )
        yield Matter(
            **said,
            union_id=one.membership.union_id,
            act=rules.LIFE.name,
            queue=_("退会"),
            title=f"{one.membership.person.masked_name}声明退会",
            note="生效前可以和本人谈谈",
            step=_("去看"),
            link=link("faces:person", one.membership.person_id),
        )


def _lapses(lapses: Ids, _people: Ids, _now: datetime) -> Iterable[Matter]:
    for one in only(Lapse.objects.running(), pk=lapses).select_related("membership__person").order_by("pk"):
        due = one.ends_on and midnight(one.ends_on)
        yield Matter(
            subject=one.pk,
            key=LAPSES.key,
            union_id=one.membership.union_id,
            act=rules.LIFE.name,
            queue=_("自动退会"),
            title=f"{one.membership.person.masked_name}的自动退会",
            step=STEPS[one.stage],
            link=link("membership:lapse", one.membership_id),
            shows_from=due,
            due=due or one.created_at + (rules.TALK_WITHIN if one.stage == rules.BEGUN else 2 * rules.TALK_WITHIN),
        )


LEAVINGS = Source("membership.leavings", _leavings)  # subject: the statement
LAPSES = Source("membership.lapses", _lapses)  # subject: the lapse
