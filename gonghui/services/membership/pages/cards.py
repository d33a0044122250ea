"""What the roster puts on an officer's page of a person: where somebody belongs."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.moments import full_day
from gonghui.faces.requests import PersonalRequest
from gonghui.faces.services import PersonAct, PersonLine, PersonPart
from gonghui.primitives.people.models import Membership, Person
from gonghui.primitives.people.permissions import unions_for

from ..rules import ROSTERS


def person_part(request: PersonalRequest, person: Person) -> PersonPart:
    """Where somebody belongs and belonged; those of my unions are ended and corrected from here."""
    rows = person.memberships.select_related("union").order_by("-starts_on", "-pk")
    mine = set(rows.under(unions_for(request.offices, ROSTERS)).values_list("pk", flat=True))
    return PersonPart(_("会籍"), [_line(row, own=row.pk in mine) for row in rows], rank=10)


def _line(row: Membership, *, own: bool) -> PersonLine:
    days = {"starts": full_day(row.starts_on), "ends": full_day(row.ends_on) if row.ends_on else ""}
    correct = PersonAct(_("更正"), reverse("membership:membership", args=[row.pk]))
    url, says = reverse("membership:end-membership", args=[row.pk]), _("会籍到今天为止，本人会收到原因。")
    end = PersonAct(_("结束会籍"), url, _("结束在“%(union)s”的会籍？") % {"union": row.union.name}, says)
    return PersonLine(
        row.union.name,
        note=(_("%(starts)s 至 %(ends)s") if row.ends_on else _("%(starts)s 起")) % days,
        state=_("已结束") if row.ends_on else _("在会"),
        tone="" if row.ends_on else "good",
        acts=((correct,) if row.ends_on else (correct, end)) if own else (),
    )
