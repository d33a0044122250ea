"""Officers' pages of one membership's life: its standing, the steps of an automatic leaving, a death."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.models import Membership
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.standings import ENTITLEMENTS

from . import actions
from .forms import DeathForm, IdleForm, StandingForm, TalkForm
from .models import Death
from .rules import LIFE, rule_on
from .scope import get_death, get_membership, get_person, running_of
from .shown import may_what, standing_of
from .words import STAGES


def about(found: Membership, title: str) -> dict[str, Any]:
    back = reverse("faces:person", args=[found.person_id])
    return {"title": title, "above": (back, found.person.name), "back": back, "membership": found}


@page("membership:standing", "membership/life/standing.html", staff(LIFE))
def standing(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The standing of a membership, and what each may."""
    found, today = get_membership(request, pk), localdate(request.now)
    rows = [may_what(one.standing, today) for one in ENTITLEMENTS]
    return about(found, _("会籍状态")) | {"now": standing_of(found), "rows": rows}


@standing.post(StandingForm)
def set_standing(request: PersonalRequest, pk: UUID, *, form: StandingForm) -> Done:
    """From a day on; whose it is hears of it."""
    found = get_membership(request, pk)
    actions.set_standing(found, **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("会籍状态已登记，本人会收到通知"), to=reverse("faces:person", args=[found.person_id]))


@page("membership:lapse", "membership/life/lapse.html", staff(LIFE))
def lapse(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The steps of an automatic leaving: which were taken, which is next."""
    found = get_membership(request, pk)
    rows = found.lapses.order_by("-created_at", "-pk")
    open_ones = (row for row in rows if row.done_at is None and row.dropped_at is None)
    running = next(open_ones, None) if found.ends_on is None else None
    ready = running is not None and running.ends_on is not None and running.ends_on <= localdate(request.now)
    return about(found, _("自动退会")) | {
        "lapse": running,
        "stage": STAGES[running.stage] if running else None,
        "ready": ready,
        "past": [(row, *STAGES[row.stage]) for row in rows if row is not running],
        "rule": rule_on(localdate(request.now)),
    }


@lapse.act(IdleForm, form_name="idle_form")
def begin_lapse(request: PersonalRequest, pk: UUID, *, form: IdleForm) -> Done:
    """The first step."""
    actions.begin_lapse(get_membership(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已登记，本人会收到消息；接着请找本人谈话"))


@lapse.act(TalkForm, form_name="talk_form")
def record_talk(request: PersonalRequest, pk: UUID, *, form: TalkForm) -> Done:
    """What was said."""
    actions.record_talk(running_of(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("谈话已登记"))


@lapse.act()
def notify_lapse(request: PersonalRequest, pk: UUID) -> Done:
    """The member is told."""
    actions.notify_lapse(running_of(request, pk), by=request.caller, now=request.now)
    return Done(_("已告知本人，期满才能办结"))


@lapse.act()
def end_lapse(request: PersonalRequest, pk: UUID) -> Done:
    """The membership ends."""
    actions.end_lapse(running_of(request, pk), by=request.caller, now=request.now)
    return Done(_("会籍已结束，本人会收到通知"))


@lapse.act()
def drop_lapse(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """It is not gone on with."""
    actions.drop_lapse(running_of(request, pk), why=reason, by=request.caller, now=request.now)
    return Done(_("不再办理，会籍照旧"))


@page("membership:death", "membership/life/death.html", staff(LIFE))
def death(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Somebody has died, or the entry was a mistake."""
    found = get_person(request, pk)
    back = reverse("faces:person", args=[pk])
    entry = Death.objects.standing().filter(person=found).select_related("by_person").first()
    return {"title": _("去世登记"), "above": (back, found.name), "back": back, "found": found, "entry": entry}


@death.post(DeathForm)
def record_death(request: PersonalRequest, pk: UUID, *, form: DeathForm) -> Done:
    """The membership ends, messages stop."""
    said = {**form.cleaned_data, "reach": unions_for(request.offices, LIFE)}
    actions.record_death(get_person(request, pk), **said, by=request.caller, now=request.now)
    return Done(_("已登记，会籍已结束，不再发送消息"))


@death.act()
def undo_death(request: PersonalRequest, pk: UUID) -> Done:
    """It was a mistake."""
    entry = get_death(request, pk)
    actions.undo_death(entry, reach=unions_for(request.offices, LIFE), by=request.caller, now=request.now)
    return Done(_("已撤销，会籍、登录和消息都恢复了"))
