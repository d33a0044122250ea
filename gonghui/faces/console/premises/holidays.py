"""The calendar of public holidays and make-up days: everybody on the staff may look, administrators change it."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gonghui.faces import answers, moments
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import CalendarDay
from gonghui.primitives.places.rules import CALENDAR

from .forms import CalendarDayForm

LATE_IN_THE_YEAR = 11  # the month by which next year's calendar is out


@staff()
@require_safe
def holidays(request: PersonalRequest) -> HttpResponse:
    """This year's days and those to come."""
    return render(request, "console/premises/holidays.html", _context(request, CalendarDayForm()))


@staff(CALENDAR)
@require_POST
def add_holiday(request: PersonalRequest) -> HttpResponse:
    """A holiday or a make-up day, with the paper that says so; a day that is there already is changed."""
    form = CalendarDayForm(request.POST)
    if not form.is_valid():
        return render(request, "console/premises/holidays.html", _context(request, form), status=422)
    try:
        places.set_calendar_day(form.cleaned_data["day"], **form.said(), by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "console/premises/holidays.html", **_context(request, form))
    return answers.done(request, _("已登记"), reverse("faces:holidays"))


@staff(CALENDAR)
@require_POST
def remove_holiday(request: PersonalRequest, day: str) -> HttpResponse:
    """The date is its own weekday again."""
    places.remove_calendar_day(get_object_or_404(CalendarDay, pk=_date(day)), by=request.caller, now=request.now)
    return answers.done(request, _("已删除"), reverse("faces:holidays"))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _context(request: PersonalRequest, form: CalendarDayForm) -> dict[str, object]:
    today = moments.today(request.now)
    days = CalendarDay.objects.filter(day__gte=today.replace(month=1, day=1)).order_by("day")
    known = max((day.day.year for day in days), default=today.year)
    return {
        "form": form,
        "days": days,
        "may_change": any(office.role in CALENDAR.roles for office in request.offices),
        "next_year": today.year + 1 if known <= today.year and today.month >= LATE_IN_THE_YEAR else None,
    }
