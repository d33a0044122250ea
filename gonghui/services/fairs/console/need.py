"""The officers' page to bring the list of members in need before a draw opens."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.draws import actions as draws

from .. import actions, forms, need_sheet, rules
from ..pages.drawn import draw_of
from .goods import troubles_of
from .scope import context_for, get_fair


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def need(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Bring the list; every bad row is named, and then it stays as it was. It shows how many are on it, never who."""
    found = get_fair(request, pk)
    made = draw_of(found)
    form = forms.NeedForm(request.POST or None, request.FILES or None)
    context = context_for(request, found, "draw", draw=made, form=form, listed=made.in_need.count())
    if request.method == "GET":
        draws.refuse_fixed_need(made, now=request.now)
        return render(request, "fairs/console/need.html", context)
    if not form.is_valid():
        return render(request, "fairs/console/need.html", context, status=422)
    sheet = form.cleaned_data["sheet"]
    data = sheet.read(need_sheet.MAX_BYTES + 1)  # enough to see that it is too much
    try:
        listed = actions.set_need(found, data=data, file_name=sheet.name[:120], by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/need.html", **context | troubles_of(refusal))
    said = _("名单已导入：%(listed)s 人") % {"listed": listed}
    return answers.done(request, said, reverse("fairs-console:draw", args=[pk]))
