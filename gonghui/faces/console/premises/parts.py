"""What belongs to one place, a form and a list each: hours, closures, keepers, pictures."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.pictures import MOST_BYTES
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.rules import MANAGE

from . import forms
from .scope import form_page, here, one


@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The week, as people write it, with a line for public holidays."""
    found = one(request, pk)
    form = forms.HoursForm(request.POST or None, initial=forms.HoursForm.of(found))

    def act() -> None:
        said = form.cleaned_data
        places.set_hours(found, said["week"], by_calendar=said["by_calendar"], by=request.caller, now=request.now)

    return form_page(request, found, "hours", form, act, _("开放时间已更新"))


@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def closures(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Shut for a time: the place, or one room."""
    found = one(request, pk)
    rooms = found.rooms.visible().in_order()
    form = forms.ClosureForm(request.POST or None, rooms=rooms)

    def act() -> None:
        said = form.cleaned_data
        what = said["room"] or found
        places.close_for(what, said["window"], reason=said["reason"], by=request.caller, now=request.now)

    coming = found.closures.filter(ends__gt=request.now).select_related("room").order_by("starts", "pk")
    return form_page(request, found, "closures", form, act, _("已公布，到时自动显示为关闭"), closures=coming)


@staff(MANAGE)
@require_POST
def end_closure(request: PersonalRequest, pk: UUID, closure: UUID) -> HttpResponse:
    """Open again now, or take back what has not begun."""
    found = one(request, pk)
    ended = get_object_or_404(found.closures.select_related("premises"), pk=closure)
    places.end_closure(ended, by=request.caller, now=request.now)
    return answers.done(request, _("已恢复开放"), here(found, "closures"))


@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def keepers(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Who taps it open and answers its troubles, often staff of the host."""
    found = one(request, pk)
    form = forms.KeeperForm(request.POST or None)
    return form_page(
        request,
        found,
        "keepers",
        form,
        lambda: places.ask_keeper(found, **form.cleaned_data, by=request.caller, now=request.now),
        _("已添加，用手机号登录就能看管这个场所"),
        keepers=found.keepers.current().select_related("person").order_by("created_at", "pk"),
    )


@staff(MANAGE)
@require_POST
def remove_keeper(request: PersonalRequest, pk: UUID, keeper: UUID) -> HttpResponse:
    found = one(request, pk)
    gone = get_object_or_404(found.keepers.current().select_related("premises"), pk=keeper)
    places.remove_keeper(gone, by=request.caller, now=request.now)
    return answers.done(request, _("已移除"), here(found, "keepers"))


@staff(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Add a photograph; it is encoded anew, without what the camera noted."""
    found = one(request, pk)
    form = forms.PictureForm(request.POST or None, request.FILES or None)

    def act() -> None:
        data = form.cleaned_data["picture"].read(MOST_BYTES + 1)  # enough to see that it is too much
        places.add_picture(found, data, says=form.cleaned_data["says"], by=request.caller, now=request.now)

    return form_page(request, found, "pictures", form, act, _("照片已添加"), pictures=found.pictures.shown())


@staff(MANAGE)
@require_POST
def remove_picture(request: PersonalRequest, pk: UUID, picture: UUID) -> HttpResponse:
    found = one(request, pk)
    gone = get_object_or_404(found.pictures.shown().select_related("premises"), pk=picture)
    places.remove_picture(gone, by=request.caller, now=request.now)
    return answers.done(request, _("照片已撤下"), here(found, "pictures"))
