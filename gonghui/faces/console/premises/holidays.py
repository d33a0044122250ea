"""The calendar of public holidays and make-up days: everybody on the staff looks, the topmost administrators change it.

It is one for all unions, so no administrator of a part may change what opens in the others.
"""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gonghui.faces import moments
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.dates import read_day
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop
from gonghui.primitives.people.permissions import may_for_all
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import CalendarDay
from gonghui.primitives.places.rules import CALENDAR

from .forms import CalendarDayForm
from .lists import HOLIDAYS

LATE_IN_THE_YEAR = 11  # the month by which next year's calendar is out


class OneCalendarForAll(Refused):
    kind, code = Kind.FORBIDDEN, "faces.one_calendar_for_all"
    says = gettext_noop("节假日历是各级工会共用的，只有最上级工会的系统管理员能改")
    mend = gettext_noop("请把要改的日期和文件告诉上级工会；只关自己的场所，请在场所页登记停开")


@page("faces:holidays", "console/premises/holidays.html", staff())
def holidays(request: PersonalRequest) -> dict[str, Any]:
    """This year's days and those to come."""
    today = moments.today(request.now)
    days = CalendarDay.objects.filter(day__gte=today.replace(month=1, day=1)).order_by("day")
    known = max((day.day.year for day in days), default=today.year)
    return {
        "days": HOLIDAYS.inside(request, days),
        "may_change": may_for_all(request.offices, CALENDAR),
        "next_year": today.year + 1 if known <= today.year and today.month >= LATE_IN_THE_YEAR else None,
    }


@holidays.act(CalendarDayForm, guard=staff(CALENDAR))
def add_holiday(request: PersonalRequest, *, form: CalendarDayForm) -> Done:
    """A holiday or a make-up day, with the paper that says so; a day that is there already is changed."""
    refuse_all_but_topmost(request)
    places.set_calendar_day(form.cleaned_data["day"], **form.said(), by=request.caller, now=request.now)
    return Done(_("已登记"))


@holidays.act(guard=staff(CALENDAR))
def remove_holiday(request: PersonalRequest, day: str) -> Done:
    """The date is its own weekday again."""
    refuse_all_but_topmost(request)
    places.remove_calendar_day(get_object_or_404(CalendarDay, pk=read_day(day)), by=request.caller, now=request.now)
    return Done(_("已删除"))


def refuse_all_but_topmost(request: PersonalRequest) -> None:
    """Raises OneCalendarForAll."""
    if not may_for_all(request.offices, CALENDAR):
        raise OneCalendarForAll()
