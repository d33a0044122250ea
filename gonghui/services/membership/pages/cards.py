"""What the roster puts on an officer's page of a person: where somebody belongs."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.moments import full_day
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import PersonAct, PersonLine, PersonPart
from gonghui.primitives.people.models import Membership, Person, Standing
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.rules import within
from gonghui.primitives.planned import planned

from ..life.models import Death
from ..life.shown import standing_of
from ..roster.rules import ROSTERS


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """Where somebody belongs and belonged; those of my unions are ended and corrected from here."""
    mine = unions_for(request.offices, ROSTERS)
    rows = _memberships.rows(person=person.pk)
    gone = all(row.ends_on for row in rows)
    died = {one.membership_id for one in _deaths.rows(person=person.pk)} if gone else set()
    lines = [
        _line(row, own=any(within(row.union.path, union.path) for union in mine), died=row.pk in died) for row in rows
    ]
    return PersonPart(_("会籍"), lines, rank=10)


@planned
def _memberships(person: Any) -> QuerySet[Membership]:
    return Membership.objects.filter(person=person).select_related("union").order_by("-starts_on", "-pk")


@planned
def _deaths(person: Any) -> QuerySet[Death]:
    return Death.objects.filter(person=person).standing()


def _line(row: Membership, *, own: bool, died: bool) -> PersonLine:
    days = {"starts": full_day(row.starts_on), "ends": full_day(row.ends_on) if row.ends_on else ""}
    standing = PersonAct(_("状态"), reverse("membership:standing", args=[row.pk]))
    lapse = PersonAct(_("自动退会"), reverse("membership:lapse", args=[row.pk]))
    death = PersonAct(_("去世"), reverse("membership:death", args=[row.person_id]))
    correct = PersonAct(_("更正"), reverse("membership:membership", args=[row.pk]))
    url, says = reverse("membership:end-membership", args=[row.pk]), _("会籍到今天为止，本人会收到原因。")
    end = PersonAct(_("结束会籍"), url, _("结束在“%(union)s”的会籍？") % {"union": row.union.name}, says)
    card = PersonAct(_("会员证"), reverse("membership:member-card", args=[row.pk]))
    acts = (standing, card, correct, lapse, death, end)
    if row.ends_on:
        acts = (correct, death) if died else (correct,)
    return PersonLine(
        row.union.name,
        note=(_("%(starts)s 至 %(ends)s") if row.ends_on else _("%(starts)s 起")) % days,
        state=_("已结束") if row.ends_on else str(Standing.Kind(standing_of(row)).label),
        tone="" if row.ends_on else "good",
        acts=acts if own else (),
    )
