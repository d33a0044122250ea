"""What a fair consists of, one form each: venues with their money, dealers, their clerks, sessions."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions, forms, refusals, rules
from ..pages import plans, touched
from ..pages.drawn import why_no_session_more
from . import planning
from .scope import clerks_of, context_for, dealers_at, get_fair, get_venue, stalls_elsewhere, url_of


@page("fairs-console:venues", "fairs/console/venue.html", staff(rules.MANAGE))
def venues(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """A venue more, with its money."""
    found = get_fair(request, pk)
    if request.method == "GET" and (found.published_at or found.cancelled_at):
        raise refusals.AlreadyPublished()
    return context_for(request, found, "plan")


@venues.post(forms.VenueForm, guard=staff(rules.MANAGE, anew=True))
def add_venue(request: PersonalRequest, pk: UUID, *, form: forms.VenueForm) -> Done:
    """Add a venue; its money is set aside at once."""
    found = get_fair(request, pk)
    actions.add_venue(found, **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("会场已添加，资金已划入"), to=url_of(found))


def hall_now(request: PersonalRequest, pk: UUID, venue: UUID) -> dict[str, Any]:
    found, place = get_venue(request, pk, venue)
    return {"published": found.published_at is not None, "initial": forms.initial_hall(place)}


@page("fairs-console:venue", "fairs/console/venue.html", staff(rules.MANAGE))
def venue_to_revise(request: PersonalRequest, pk: UUID, venue: UUID) -> dict[str, Any]:
    """A venue as it is; who holds a place there is told where it is after all."""
    found, place = get_venue(request, pk, venue)
    if found.cancelled_at:
        raise refusals.FairOver(name=found.name)
    return context_for(request, found, "plan", venue=place, told=touched.told_of_hall(place, now=request.now))


@venue_to_revise.post(forms.VenueForm, given=hall_now, guard=staff(rules.MANAGE, anew=True))
def revise_venue(request: PersonalRequest, pk: UUID, venue: UUID, *, form: forms.VenueForm) -> Done:
    """Change a venue: in a draft also its city and its money."""
    found, place = get_venue(request, pk, venue)
    told = actions.revise_venue(place, **form.cleaned_data, by=request.caller, now=request.now)
    said = _("会场已修改，通知了 %(count)s 人") % {"count": told} if told else _("会场已修改")
    return Done(said, to=url_of(found))


@planning.fair.act(guard=staff(rules.MANAGE, anew=True))
def remove_venue(request: PersonalRequest, pk: UUID, venue: UUID) -> Done:
    """Take a venue out of a draft; its money goes back."""
    actions.remove_venue(get_venue(request, pk, venue)[1], by=request.caller, now=request.now)
    return Done(_("会场已删除，资金已退回"))


@planning.fair.act(guard=staff(rules.MANAGE))
def remove_stall(request: PersonalRequest, pk: UUID, venue: UUID, merchant: UUID) -> Done:
    """Take a dealer out of a venue of a draft."""
    _found, place = get_venue(request, pk, venue)
    stall = get_object_or_404(place.stalls.select_related("venue__fair", "merchant"), merchant=merchant)
    actions.remove_stall(stall, by=request.caller, now=request.now)
    return Done(_("商家已退出这个会场"))


@page("fairs-console:dealers", "fairs/console/dealer.html", staff(rules.MANAGE))
def dealers(request: PersonalRequest, pk: UUID, venue: UUID) -> dict[str, Any]:
    """A dealer for a venue; those of the fair's other venues by one button."""
    found, place = get_venue(request, pk, venue)
    return context_for(request, found, "plan", venue=place, elsewhere=stalls_elsewhere(found, place))


@dealers.post(forms.DealerForm)
def invite_dealer(request: PersonalRequest, pk: UUID, venue: UUID, *, form: forms.DealerForm) -> Done:
    """Invite a dealer to a venue."""
    found, place = get_venue(request, pk, venue)
    actions.invite_dealer(place, **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("商家已加入"), to=url_of(found))


@page("fairs-console:clerks", "fairs/console/clerks.html", staff(rules.MANAGE))
def clerks(request: PersonalRequest, pk: UUID, merchant: UUID) -> dict[str, Any]:
    """Who sells for a dealer at this fair."""
    found = get_fair(request, pk)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    return context_for(request, found, "plan", merchant=dealer, clerks=clerks_of(found, dealer))


@clerks.post(forms.ClerkForm)
def add_clerk(request: PersonalRequest, pk: UUID, merchant: UUID, *, form: forms.ClerkForm) -> Done:
    """Let a person sell for a dealer at this fair."""
    found = get_fair(request, pk)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    actions.add_clerk(found, dealer, **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("店员已添加，可用手机号登录收银台"), to=url_of(found))


@clerks.act()
def remove_clerk(request: PersonalRequest, pk: UUID, merchant: UUID, clerk: UUID) -> Done:
    """The person sells no longer for the dealer at this fair."""
    gone = get_object_or_404(clerks_of(get_fair(request, pk), merchant), pk=clerk)
    actions.remove_clerk(gone, by=request.caller, now=request.now)
    return Done(_("店员已移除"))


@page("fairs-console:add-sessions", "fairs/console/add_sessions.html", staff(rules.MANAGE))
def sessions(request: PersonalRequest, pk: UUID, venue: UUID) -> dict[str, Any]:
    """Sessions for a venue's opening hours; the slot planner's come filled in by the address."""
    found, place = get_venue(request, pk, venue)
    if request.method == "GET" and (refusal := why_no_session_more(found, request.now)):
        raise refusal
    return context_for(request, found, "plan", venue=place, standing=plans.days_of(place))


@sessions.post(forms.SessionsForm, given=lambda request, pk, venue: {"initial": request.GET.dict()})
def add_sessions(request: PersonalRequest, pk: UUID, venue: UUID, *, form: forms.SessionsForm) -> Done:
    """Generate the sessions."""
    found, place = get_venue(request, pk, venue)
    actions.add_sessions(place, **form.plan(), by=request.caller, now=request.now)
    return Done(_("时段已生成"), to=url_of(found))
