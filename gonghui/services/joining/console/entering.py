"""An application for who comes to the window or calls; the slip that they take along."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions, rules
from ..forms import DeskForm
from ..pages import shown
from . import scope


@page("joining-console:new", "joining/console/form.html", staff(rules.ENTER))
def new(request: PersonalRequest) -> dict[str, Any]:
    return scope.below(title=_("代办申请"), back=scope.listed()[0])


@new.post(DeskForm, given=lambda request: {"unions": unions_to_choose(request)})
def entered(request: PersonalRequest, *, form: DeskForm) -> Done:
    """Sent in their name."""
    made = actions.enter(form.entry, via=form.cleaned_data["via"], by=request.caller, now=request.now)
    return Done(_("已提交，请把受理单交给本人"), to=reverse("joining-console:slip", args=[made.pk]))


@page("joining-console:slip", "joining/console/slip.html", staff(rules.ENTER))
def slip(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """On paper: the code, and how to ask by phone."""
    found = scope.get_application(request, pk)
    return shown.whole(found, now=request.now) | scope.below(title=_("受理单"))
