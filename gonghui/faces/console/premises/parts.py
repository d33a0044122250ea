"""What belongs to one place, a form and a list each: hours, closures, keepers, pictures."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gonghui.faces import premises
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.rules import MANAGE

from . import forms
from .scope import context_for, get_premises


@page("faces:premises-hours", "console/premises/hours.html", staff(MANAGE))
def hours(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The week, as people write it, with a line for public holidays."""
    return context_for(request, get_premises(request, pk), "hours")


@hours.post(forms.HoursForm, given=lambda request, pk: {"initial": forms.HoursForm.of(get_premises(request, pk))})
def set_hours(request: PersonalRequest, pk: UUID, *, form: forms.HoursForm) -> Done:
    """From now on."""
    found, said = get_premises(request, pk), form.cleaned_data
    places.set_hours(found, said["week"], by_calendar=said["by_calendar"], by=request.caller, now=request.now)
    return Done(_("开放时间已更新"))


def rooms_of(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    return {"rooms": get_premises(request, pk).rooms.visible().in_order()}


@page("faces:premises-closures", "console/premises/closures.html", staff(MANAGE))
def closures(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """When it is shut, or a room of it, now and to come."""
    found = get_premises(request, pk)
    coming = found.closures.filter(ends__gt=request.now).select_related("room").order_by("starts", "pk")
    return context_for(request, found, "closures", closures=coming)


@closures.post(forms.ClosureForm, given=rooms_of)
def close_for(request: PersonalRequest, pk: UUID, *, form: forms.ClosureForm) -> Done:
    """Shut for a time: the place, or one room."""
    said = form.cleaned_data
    what = said["room"] or get_premises(request, pk)
    places.close_for(what, said["window"], reason=said["reason"], by=request.caller, now=request.now)
    return Done(_("已公布，到时自动显示为关闭"))


@closures.act()
def end_closure(request: PersonalRequest, pk: UUID, closure: UUID) -> Done:
    """Open again now, or take back what has not begun."""
    ended = get_object_or_404(get_premises(request, pk).closures.select_related("premises"), pk=closure)
    places.end_closure(ended, by=request.caller, now=request.now)
    return Done(_("已恢复开放"))


@page("faces:premises-keepers", "console/premises/keepers.html", staff(MANAGE))
def keepers(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Who taps it open and answers its troubles, often staff of the host."""
    found = get_premises(request, pk)
    current = found.keepers.current().select_related("person").order_by("created_at", "pk")
    return context_for(request, found, "keepers", keepers=current)


@keepers.post(forms.KeeperForm)
def add_keeper(request: PersonalRequest, pk: UUID, *, form: forms.KeeperForm) -> Done:
    """One more."""
    places.ask_keeper(get_premises(request, pk), **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("已添加，用手机号登录就能看管这个场所"))


@keepers.act()
def remove_keeper(request: PersonalRequest, pk: UUID, keeper: UUID) -> Done:
    """One less."""
    gone = get_object_or_404(get_premises(request, pk).keepers.current().select_related("premises"), pk=keeper)
    places.remove_keeper(gone, by=request.caller, now=request.now)
    return Done(_("已移除"))


@page("faces:premises-pictures", "console/premises/pictures.html", staff(MANAGE))
def pictures(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The photographs that everybody sees."""
    found = get_premises(request, pk)
    shown = [(picture, premises.attached_picture(picture)) for picture in found.pictures.shown()]
    return context_for(request, found, "pictures", pictures=shown)


@pictures.post(forms.PictureForm)
def add_picture(request: PersonalRequest, pk: UUID, *, form: forms.PictureForm) -> Done:
    """One more; it is encoded anew, without what the camera noted."""
    found, [picture] = get_premises(request, pk), form.cleaned_data["picture"]
    places.add_picture(found, picture, says=form.cleaned_data["says"], by=request.caller, now=request.now)
    return Done(_("照片已添加"))


@pictures.act()
def remove_picture(request: PersonalRequest, pk: UUID, picture: UUID) -> Done:
    """One less."""
    found = get_premises(request, pk)
    gone = get_object_or_404(found.pictures.shown().select_related("premises"), pk=picture)
    places.remove_picture(gone, by=request.caller, now=request.now)
    return Done(_("照片已撤下"))
